package posixwait.conformance.run;

class KitFfmOn25Test extends ConformanceKit {
    KitFfmOn25Test() {
        super("ffm", 25);
    }
}
