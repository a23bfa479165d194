package posixwait.conformance.run;

class KitJnaOn17Test extends ConformanceKit {
    KitJnaOn17Test() {
        super("jna", 17);
    }
}
