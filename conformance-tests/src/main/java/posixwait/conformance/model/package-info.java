/**
 * The executable specification: what the seam shows of processes, as rules that run.
 *
 * <p>Read it in this order: {@link posixwait.conformance.model.State} and {@link posixwait.conformance.model.Transition}, the
 * states of one process and every way between them; {@link posixwait.conformance.model.Rule}, what the calls do beyond that;
 * then the classes that apply them: {@code WaitRules}, {@code SignalRules}, {@code LifeRules}; then the calls, by what they
 * are about: {@code SignalCalls}, {@code GroupCalls}, {@code PidfdCalls}, {@code FileCalls}, {@code Waiting}.
 * {@link posixwait.conformance.model.ModelKernel} holds it all together. Each transition and rule names the assertion of
 * {@link posixwait.conformance.spec} that it comes from, or the requirement where no page of that says it.
 *
 * <p>Nothing in it runs by itself: no threads, no clock. A call that blocks is a {@link posixwait.conformance.model.Waiter},
 * answered by a later event.
 */
@NullMarked
package posixwait.conformance.model;

import org.jspecify.annotations.NullMarked;
