package posixwait.conformance.run;

class KitJnaOn25Test extends ConformanceKit {
    KitJnaOn25Test() {
        super("jna", 25);
    }
}
