namespace TradingDaemon.Domain.Ports;

/// <summary>What a request's failure means, whatever words the venue used. Zero stays unassigned.</summary>
public enum VenueFaultKind : byte
{
    /// <summary>Nothing happened at the venue (not connected, overloaded and saying so, a number out of order): the same request may be sent again.</summary>
    Retry = 1,

    /// <summary>Refused before it was looked at, because too much was asked: again after the venue's own pause.</summary>
    RateLimited,

    /// <summary>The key, its rights or its signature were refused. Nothing happened; asking again makes it worse.</summary>
    Authentication,

    /// <summary>The market is closed or halted. Nothing happened.</summary>
    MarketClosed,

    /// <summary>Not enough balance. Nothing happened.</summary>
    InsufficientFunds,

    /// <summary>Any other definite no, e.g. an unknown instrument or a broken increment. Nothing happened.</summary>
    Rejected,

    /// <summary>The request left and no clear answer came (time out, cut connection, server error): it may have been carried out.</summary>
    OutcomeUnknown,
}
