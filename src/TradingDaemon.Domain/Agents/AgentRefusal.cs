namespace TradingDaemon.Domain.Agents;

/// <summary>Why a signal from outside was not taken at all. What is taken goes the way of every signal, and what refuses it there is a risk rule. Zero stays unassigned.</summary>
public enum AgentRefusal : byte
{
    /// <summary>No agent of that name is configured.</summary>
    UnknownAgent = 1,

    /// <summary>It is configured, and its key is not there.</summary>
    KeyMissing,

    /// <summary>It was signed with another key, or changed on its way.</summary>
    SignatureWrong,

    /// <summary>It was signed too long ago, or in the future.</summary>
    TimestampOff,

    /// <summary>A signal with this nonce came before.</summary>
    NonceReplayed,

    /// <summary>The body is larger than any signal.</summary>
    TooLarge,

    /// <summary>A header or the body is not what the route takes.</summary>
    Malformed,

    /// <summary>The agent may not speak for this strategy, or it takes no signals from outside.</summary>
    StrategyNotAllowed,

    /// <summary>The agent may not name this instrument.</summary>
    SymbolNotAllowed,

    /// <summary>There is no such instrument.</summary>
    SymbolUnknown,

    /// <summary>It sends more than it may.</summary>
    RateExceeded,

    /// <summary>Too many wait already.</summary>
    Busy,
}
