namespace TradingDaemon.Domain.Ports;

/// <summary>A venue's query got no answer. It says nothing about any order.</summary>
/// <param name="fault">What went wrong.</param>
/// <param name="inner">The transport's own failure, if any.</param>
public sealed class VenueException(VenueFault fault, Exception? inner = null) : IOException(fault.ToString(), inner)
{
    /// <summary>What went wrong.</summary>
    public VenueFault Fault { get; } = fault;
}
