// Makes src/test/resources/deployment/*.schema.json from what npm serves: see the README there.
//
//   npm ci && npm run schemas

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** SchemaStore's text as it stands in the data of a program that was built with it, to the byte. */
function workflowSchema() {
  const program = readFileSync(require.resolve('@action-validator/core/action_validator_bg.wasm')).toString('latin1');
  const id = program.indexOf('"$id": "https://json.schemastore.org/github-workflow.json"');
  const start = program.lastIndexOf('{', id);
  let depth = 0;
  let quoted = false;
  for (let at = start; at < program.length; at++) {
    const character = program[at];
    if (quoted) {
      if (character === '\\') {
        at++;
      } else if (character === '"') {
        quoted = false;
      }
    } else if (character === '"') {
      quoted = true;
    } else if (character === '{') {
      depth++;
    } else if (character === '}' && --depth === 0) {
      return Buffer.from(program.slice(start, at + 1), 'latin1').toString('utf8') + '\n';
    }
  }
  throw new Error('no end of the schema');
}

/** A module of kubernetes-models holds one schema, `const schema = {...};`, and names others by `$ref: "name#"`. */
function modelSchema(name) {
  const file = name.split('.').map((part) => part[0].toUpperCase() + part.slice(1)).join('') + '.js';
  const from = name.startsWith('io.k8s.apimachinery.') ? '@kubernetes-models/apimachinery' : 'kubernetes-models';
  const text = readFileSync(join(dirname(require.resolve(from + '/package.json')), '_schemas', file), 'utf8');
  return JSON.parse(/^const schema = (\{.*?^\});$/ms.exec(text)[1]);
}

/** Drops `null`, which nobody writes into a manifest on purpose, and closes objects, so that a misspelt field is found. */
function strict(schema, refer) {
  if (Array.isArray(schema)) {
    return schema.map((each) => strict(each, refer));
  }
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  if (schema.oneOf?.length === 2 && schema.oneOf[1].type === 'null') {
    const { oneOf, ...rest } = schema;
    return strict({ ...rest, ...oneOf[0] }, refer);
  }
  if (typeof schema.$ref === 'string') {
    return { $ref: refer(schema.$ref.replace(/#$/, '')) };
  }
  const { nullable, properties, ...rest } = schema;
  const result = {};
  for (const [key, value] of Object.entries(rest)) {
    result[key] = strict(value, refer);
  }
  if (properties !== undefined) {
    result.properties = {};
    for (const [key, value] of Object.entries(properties)) {
      result.properties[key] = strict(value, refer);
    }
    result.additionalProperties ??= false;
  }
  return result;
}

function jobSchema() {
  const wanted = ['io.k8s.api.batch.v1.Job'];
  const definitions = {};
  const refer = (name) => {
    if (!wanted.includes(name)) {
      wanted.push(name);
    }
    return '#/definitions/' + name;
  };
  for (let at = 0; at < wanted.length; at++) {
    definitions[wanted[at]] = strict(modelSchema(wanted[at]), refer);
  }
  const sorted = Object.fromEntries(Object.keys(definitions).sort().map((name) => [name, definitions[name]]));
  return JSON.stringify(
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $ref: '#/definitions/io.k8s.api.batch.v1.Job',
      definitions: sorted,
    },
    null,
    1,
  ) + '\n';
}

writeFileSync(new URL('../../resources/deployment/github-workflow.schema.json', import.meta.url), workflowSchema());
writeFileSync(new URL('../../resources/deployment/kubernetes-job.schema.json', import.meta.url), jobSchema());
