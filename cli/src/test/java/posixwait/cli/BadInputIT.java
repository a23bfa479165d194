package posixwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be done is said in one line, and loses nothing. */
class BadInputIT extends SharedJvm {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | --nosuch | unknown option",
                "2 | nosuch | unknown option or command",
                "2 | check --nosuch | see 'posixwait check --help'",
                "2 | check --id NOSUCH-* | no requirement matches",
                "2 | check --id | Missing required parameter",
                "2 | check --group NOSUCH | no group is called that; there are ST, ",
                "2 | check --level NOSUCH | expected one of",
                "2 | check --id ST-001 --level stochastic | no requirement meets all of them",
                "2 | check --repeat 0 | is less than once",
                "2 | check --thorough soon | is no time",
                "2 | check --thorough 0s | is no time",
                "2 | check --shuffle x | is not a long",
                "2 | check --expect nosuch.json | no such file or directory; give a JSON array",
                "2 | check --expect . | is a directory",
                "2 | check --expect /dev/null | is not an array of expectations",
                "2 | check --update-expect | name it with --expect FILE",
                "2 | check --jdk banana | is not a version",
                "3 | check --jdk 99 | is not installed; found: ",
                "2 | check --backend-path /nonexistent | no such file or directory",
                "2 | check --json . | is a directory",
                "2 | check --json no/a.json | no such file or directory",
                "2 | check --json a --markdown a | is the file of --json too",
                "2 | check @nosuch | unknown option or command",
                "2 | prove --fault nosuch | no fault matches; give a label or a pattern",
                "2 | prove --backend nosuch | no backend is called that",
                "3 | prove --jdk 99 | is not installed; found: ",
                "2 | explore --backend nosuch | no backend is called that",
                "2 | explore --steps 0 | is less than one",
                "2 | explore --minutes 0 | is not between 1 and",
                "2 | prove --json . | is a directory",
                "2 | report --prove nosuch.json --out a.html | make one with 'posixwait prove --json FILE'",
                "2 | bench --quick --full | mutually exclusive",
                "2 | bench --json . | is a directory",
                "2 | bench --rounds 0 | 0 rounds measure nothing; give 1 or more, such as 5",
                "2 | bench --pipes 0 | 0 children are no storm; give 1 or more, such as 4000",
                "2 | bench --baseline nosuch.json | no such file or directory; make one with 'posixwait bench --json FILE'",
                "2 | bench --baseline . | is a directory",
                "2 | bench --baseline /dev/null | is not a result of 'bench'",
                "2 | bench --baseline /dev/null --max-regression 10 | is no percentage; give one such as 10%",
                "2 | bench --result a | has nothing to be compared with; name an earlier result with --baseline FILE",
                "2 | bench --max-regression 10% | has nothing to be compared with",
                "2 | bench --only nosuch | no question is called 'nosuch'; there are call-echild",
                "2 | peers --rounds 0 | is less than once",
                "2 | peers --json . | is a directory",
                "2 | report --peers nosuch.json | no such file or directory; make one with 'posixwait peers --json FILE'",
                "2 | report --doctor nosuch.json | no such file or directory; make one with 'posixwait doctor --json FILE'",
                "2 | doctor --json no/a.json | no such file or directory",
                "2 | choose --check nosuch.json | no such file or directory; make one with 'posixwait check --json FILE'",
                "2 | choose --bench . | is a directory",
                "2 | choose --workload nosuch | is none of cold-cli, few, storm, supervisor",
                "2 | choose --result nosuch.json | no such file or directory; make one with 'posixwait check --json FILE' or",
                "2 | choose --result /dev/null | is not a result of 'check' or 'bench'",
                "2 | choose --json . | is a directory",
                "3 | choose --jdk 99 --workload few | is not installed; found: ",
                "2 | choose --jdk now | is not a version",
                "2 | report --check nosuch.json --out a.html | no such file or directory",
                "2 | coverage --check nosuch.json | no such file or directory; make one with 'posixwait check --json FILE'",
                "2 | coverage --check . | is a directory",
                "2 | coverage --check /dev/null | is not a result of 'check'",
                "2 | coverage --html . | is a directory",
                "2 | coverage --markdown no/a.md | no such file or directory",
                "2 | coverage --html a --markdown a | is the file of --html too",
                "2 | coverage --backend ffm | unknown option",
                "2 | merge | Missing required parameter: 'RESULT'",
                "2 | merge nosuch.json | no such file or directory; make one with 'posixwait check --json FILE' or",
                "2 | merge . | is a directory",
                "2 | merge /dev/null --html a.html | is not a result of 'check' or 'bench'",
                "2 | merge nosuch.json --json . | --json .: is a directory",
                "2 | merge nosuch.json --json a --html a | is the file of --json too",
                "2 | merge nosuch.json --backend ffm | unknown option",
                "2 | --out /dev/null | is not a directory"
            })
    void what_is_wrong_is_said_in_one_line_before_any_work(int code, String arguments, String words) throws Exception {
        run(arguments.split(" ", -1)).complained(code, words);

        assertThat(files()).isEmpty();
    }
}
