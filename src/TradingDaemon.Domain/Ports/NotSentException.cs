namespace TradingDaemon.Domain.Ports;

/// <summary>
/// Who asked gave up while the request still waited for its turn in a budget of our own: a cancellation that knows that nothing left. Thrown only by what
/// waits before a request is sent; of an order that was sent before, it says nothing.
/// </summary>
/// <param name="fault">What to say of the request: the daemon's own, and retryable.</param>
/// <param name="stopping">What ended the wait.</param>
public sealed class NotSentException(VenueFault fault, CancellationToken stopping) : OperationCanceledException(fault.Message, stopping)
{
    /// <summary>What to say of the request.</summary>
    public VenueFault Fault { get; } = fault;
}
