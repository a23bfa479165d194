package posixwait.conformance.interleave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posixwait.conformance.interleave.Explorer.Explored;

@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // programs that are wrong on purpose
class ExplorerTest {
    private static final long PLENTY = 1_000_000;

    /** Memory cells, each an object that steps touch, and what the threads saw in them. */
    private static final class Cells {
        private final int[] values = new int[3];
        private final List<String> seen = new ArrayList<>(List.of("", "", "", ""));

        private void write(int thread, int cell) {
            Steps.step("write", cell);
            Steps.changes(Steps.OBJECTS + cell);
            values[cell] = 10 * values[cell] + thread + 1;
        }

        private void read(int thread, int cell) {
            Steps.step("read", cell);
            Steps.reads(Steps.OBJECTS + cell);
            seen.set(thread, seen.get(thread) + values[cell] + ",");
        }

        @Override
        public String toString() {
            return Arrays.toString(values) + seen;
        }
    }

    private static Program program(Runnable begin, Runnable end) {
        return new Program() {
            @Override
            public void begin() {
                begin.run();
            }

            @Override
            public void end() {
                end.run();
            }
        };
    }

    private static Explored explore(Supplier<Program> programs) {
        return Explorer.explore(programs, PLENTY);
    }

    @Test
    void steps_that_touch_nothing_in_common_have_one_order() {
        Explored explored = explore(() -> {
            Cells cells = new Cells();
            return program(
                    () -> {
                        for (int i = 0; i < 3; i++) {
                            int own = i;
                            Steps.strand("thread", () -> {
                                cells.write(own, own);
                                cells.read(own, own);
                            });
                        }
                    },
                    () -> {});
        });

        assertThat(explored.interleavings()).isOne();
        assertThat(explored.complete()).isTrue();
    }

    @Test
    void changes_of_one_object_have_as_many_orders_as_there_are() {
        Explored explored = explore(() -> {
            Cells cells = new Cells();
            return program(
                    () -> {
                        for (int i = 0; i < 2; i++) {
                            int thread = i;
                            Steps.strand("thread", () -> {
                                cells.write(thread, 0);
                                cells.write(thread, 0);
                            });
                        }
                    },
                    () -> {});
        });

        // Four steps, of which two are the first thread's.
        assertThat(explored.interleavings()).isEqualTo(6);
    }

    /** Whatever such a program can come to in any of all its orders, it comes to in those that are explored, and to no more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 30})
    void what_comes_out_of_random_programs_is_what_comes_out_in_every_order(int from) {
        for (int seed = from; seed < from + 10; seed++) {
            int number = seed;
            Set<String> explored = new TreeSet<>();
            Set<String> all = new TreeSet<>();
            Explored result = explore(() -> random(number, explored));
            long orders = EveryOrder.run(() -> random(number, all), run -> {
                if (run.failure().isPresent()) {
                    all.add(run.failure().get().message());
                }
            });
            result.failure().ifPresent(failure -> explored.add(failure.message()));

            if (result.failure().isPresent()) {
                assertThat(all).as("program %s", number).containsAll(explored);
            } else {
                assertThat(explored).as("program %s", number).isEqualTo(all);
            }
            assertThat(result.interleavings()).isLessThanOrEqualTo(orders);
        }
    }

    private static Program random(int seed, Set<String> outcomes) {
        Random random = new Random(seed);
        Cells cells = new Cells();
        return program(
                () -> {
                    StrandLock lock = new StrandLock();
                    Condition changed = lock.newCondition();
                    CompletableFuture<String> future = new StrandFuture<>();
                    boolean[] signaled = new boolean[1];
                    int threads = 2 + random.nextInt(2);
                    for (int i = 0; i < threads; i++) {
                        int thread = i;
                        List<Runnable> steps = new ArrayList<>();
                        for (int step = 0; step < (threads == 2 ? 2 : 1); step++) {
                            int cell = random.nextInt(2);
                            int other = random.nextInt(3);
                            steps.add(
                                    switch (random.nextInt(7)) {
                                        case 0, 1 -> () -> cells.write(thread, cell);
                                        case 2, 3 -> () -> cells.read(thread, cell);
                                        case 4 ->
                                            () -> {
                                                lock.lock();
                                                cells.write(thread, other);
                                                lock.unlock();
                                                cells.read(thread, other);
                                            };
                                        case 5 ->
                                            () -> {
                                                future.complete("by " + thread);
                                                lock.lock();
                                                signaled[0] = true;
                                                changed.signalAll();
                                                lock.unlock();
                                            };
                                        default ->
                                            () -> {
                                                lock.lock();
                                                try {
                                                    if (!signaled[0]) {
                                                        long left = changed.awaitNanos(1000);
                                                        cells.seen.set(
                                                                thread, cells.seen.get(thread) + (left > 0) + ",");
                                                    }
                                                } catch (InterruptedException e) {
                                                    throw new AssertionError(e);
                                                } finally {
                                                    lock.unlock();
                                                }
                                                cells.seen.set(
                                                        thread,
                                                        cells.seen.get(thread) + future.getNow("not yet") + ",");
                                            };
                                    });
                        }
                        Steps.strand("thread", () -> steps.forEach(Runnable::run));
                    }
                    Steps.impatience(threads == 2 ? 0 : random.nextInt(2));
                },
                () -> outcomes.add(cells.toString()));
    }

    @Test
    void a_lost_update_is_found() {
        Explored explored = explore(() -> {
            int[] count = new int[1];
            return program(
                    () -> {
                        for (int i = 0; i < 2; i++) {
                            Steps.strand("thread", () -> {
                                Steps.step("read");
                                Steps.reads(Steps.OBJECTS);
                                int read = count[0];
                                Steps.step("write");
                                Steps.changes(Steps.OBJECTS);
                                count[0] = read + 1;
                            });
                        }
                    },
                    () -> assertThat(count[0]).isEqualTo(2));
        });

        assertThat(explored.failure()).isPresent();
    }

    @Test
    void locks_taken_in_two_orders_are_found_to_block() {
        Explored explored = explore(() -> program(
                () -> {
                    StrandLock one = new StrandLock();
                    StrandLock other = new StrandLock();
                    Steps.strand("thread", () -> inBoth(one, other));
                    Steps.strand("thread", () -> inBoth(other, one));
                },
                () -> {}));

        assertThat(explored.failure().orElseThrow().message()).startsWith("deadlock");
    }

    private static void inBoth(StrandLock one, StrandLock other) {
        one.lock();
        other.lock();
        other.unlock();
        one.unlock();
    }

    @Test
    void a_signal_that_nobody_waits_for_yet_is_found_to_be_lost() {
        Explored explored = explore(() -> program(
                () -> {
                    StrandLock lock = new StrandLock();
                    Condition changed = lock.newCondition();
                    Steps.strand("waiter", () -> {
                        lock.lock();
                        try {
                            changed.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        } finally {
                            lock.unlock();
                        }
                    });
                    Steps.strand("signaler", () -> {
                        lock.lock();
                        changed.signalAll();
                        lock.unlock();
                    });
                },
                () -> {}));

        assertThat(explored.failure().orElseThrow().message()).isEqualTo("deadlock: waiter waits in condition; ");
    }

    @Test
    void a_run_is_the_same_again_in_its_order() {
        Failure failure = explore(() -> failing()).failure().orElseThrow();
        Run again = Run.of(failing(), new FixedOrder(failure.schedule()));

        assertThat(again.failure().orElseThrow().steps()).isEqualTo(failure.steps());
    }

    private static Program failing() {
        Cells cells = new Cells();
        return program(
                () -> {
                    Steps.strand("reader", () -> {
                        cells.read(0, 0);
                        cells.read(0, 0);
                    });
                    Steps.strand("writer", () -> cells.write(1, 0));
                },
                () -> assertThat(cells.seen.get(0)).isNotEqualTo("0,2,"));
    }

    @Test
    void what_is_not_under_control_is_noticed() {
        int[] runs = new int[1];

        assertThat(catchThrowable(() -> explore(() -> {
                    Cells cells = new Cells();
                    int run = runs[0]++;
                    return program(
                            () -> {
                                Steps.strand("thread", () -> {
                                    cells.write(0, run == 0 ? 0 : 1);
                                    cells.write(0, 0);
                                });
                                Steps.strand("thread", () -> cells.write(1, 0));
                            },
                            () -> {});
                })))
                .isInstanceOf(OutOfStep.class);
    }
}
