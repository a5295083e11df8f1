namespace TradingDaemon.Operations.Metrics;

/// <summary>The parts of a tick's journey that are timed. Zero stays unassigned.</summary>
public enum Stage : byte
{
    /// <summary>From the feed's receipt to the end of the evaluation.</summary>
    Evaluate = 1,

    /// <summary>From the signal being made to the account engine taking it.</summary>
    SignalWait,

    /// <summary>Routing, sizing and the gate.</summary>
    Decide,

    /// <summary>From the decision to its durable record.</summary>
    Journal,

    /// <summary>From the durable record to the order being handed to the venue.</summary>
    Dispatch,
}
