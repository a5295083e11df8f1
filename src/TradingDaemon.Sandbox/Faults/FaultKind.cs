namespace TradingDaemon.Sandbox.Faults;

/// <summary>What can go wrong. Zero stays unassigned.</summary>
public enum FaultKind : byte
{
    /// <summary>The answer comes late: after <see cref="Fault.Ms"/> to <see cref="Fault.MaxMs"/>.</summary>
    AckDelay = 1,

    /// <summary>Carried out, never answered: silence for <see cref="Fault.Ms"/>, then the connection is cut.</summary>
    AcceptThenTimeout,

    /// <summary>Carried out, answered with 500.</summary>
    AcceptThen500,

    /// <summary>Not carried out, never answered: silence for <see cref="Fault.Ms"/>, then the connection is cut.</summary>
    RejectThenTimeout,

    /// <summary>Not carried out, refused with <see cref="Fault.Code"/>.</summary>
    Reject,

    /// <summary>Look-ups and open orders do not show a placed order for <see cref="Fault.Ms"/>.</summary>
    LieNotFound,

    /// <summary>The answer waits until the order's frames have been sent on every stream of the account.</summary>
    FillBeforeAck,

    /// <summary>Connections are accepted and nothing is answered or sent, while this stands.</summary>
    Pause,

    /// <summary>New connections are reset at once, while this stands.</summary>
    RefuseConnections,

    /// <summary>A frame is lost; its sequence is used.</summary>
    DropFrame,

    /// <summary>A frame is sent twice.</summary>
    DuplicateFrame,

    /// <summary>A frame is held back until <see cref="Fault.Frames"/> others went out, at most <see cref="Fault.Ms"/>.</summary>
    ReorderFrame,

    /// <summary>A frame comes late, after <see cref="Fault.Ms"/> to <see cref="Fault.MaxMs"/>; those of its kind do not overtake it.</summary>
    DelayFrame,

    /// <summary>Frames are swallowed while this stands; heartbeats and pongs go on.</summary>
    MuteStream,

    /// <summary>A subscription is not answered and brings nothing.</summary>
    IgnoreSubscribe,

    /// <summary>What trades with the outside market trades in <see cref="Fault.Pieces"/> executions.</summary>
    PartialFills,

    /// <summary>The exchange's clock is told wrong by <see cref="Fault.Ms"/>, while this stands.</summary>
    ClockOffset,

    /// <summary>Nonces need not rise, while this stands.</summary>
    LooseNonces,

    /// <summary>Other limits, while this stands: <see cref="Fault.WeightPerMinute"/>, <see cref="Fault.BanAfter"/>, <see cref="Fault.BanSeconds"/>.</summary>
    RateLimit,
}
