package posixwait.bench.peers;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** NuProcess. */
final class NuProcessPeer implements Peer {
    @Override
    public String name() {
        return "NuProcess";
    }

    @Override
    public String version() {
        return Versions.of("nuprocess");
    }

    @Override
    public Started start(String script) {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        NuProcessBuilder builder = new NuProcessBuilder("/bin/sh", "-c", script);
        builder.setProcessListener(new NuAbstractProcessHandler() {
            @Override
            public void onExit(int statusCode) {
                exit.complete(statusCode);
            }
        });
        NuProcess process = builder.start();
        return new Started() {
            @Override
            public int pid() {
                return process.getPID();
            }

            @Override
            public String now() {
                return "isRunning() = " + process.isRunning();
            }

            @Override
            public String end() throws InterruptedException, ExecutionException {
                try {
                    return "onExit(" + exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS) + ")";
                } catch (TimeoutException e) {
                    return SILENT;
                }
            }
        };
    }
}
