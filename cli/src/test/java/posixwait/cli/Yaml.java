package posixwait.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Documents of YAML 1.2, in which {@code on} is a word and no truth value. */
final class Yaml {
    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Yaml() {}

    /**
     * {@return the documents of a text}
     *
     * @throws tools.jackson.core.JacksonException if it is no YAML, or a key comes twice
     */
    static List<JsonNode> documents(String text) {
        try (MappingIterator<JsonNode> documents =
                STRICT.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll();
        }
    }

    /** {@return all texts in it, at any depth} */
    static List<String> texts(JsonNode node) {
        if (node.isString()) {
            return List.of(node.stringValue());
        }
        List<String> texts = new ArrayList<>();
        node.valueStream().forEach(each -> texts.addAll(texts(each)));
        return texts;
    }
}
