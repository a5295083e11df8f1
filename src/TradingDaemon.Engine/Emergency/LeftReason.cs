namespace TradingDaemon.Engine.Emergency;

/// <summary>Why a holding, or part of one, is not sold by a plan. Zero stays unassigned.</summary>
public enum LeftReason : byte
{
    /// <summary>Less than the smallest quantity step or the venue's smallest quantity, or worth less than the venue's smallest order: nobody can sell it.</summary>
    Dust = 1,

    /// <summary>The venue holds something the catalogue does not know: a person must look.</summary>
    UnknownInstrument,

    /// <summary>The venue shows no bid and ask: there is no price to bound the loss by.</summary>
    NoTouch,

    /// <summary>An earlier closing order may still work: closing again could close twice.</summary>
    OutcomeUnknown,

    /// <summary>The venue refused it as often as it may be asked.</summary>
    Refused,

    /// <summary>Not closed yet, or not completely.</summary>
    Remaining,

    /// <summary>Its orders were held back, here or there, for longer than they are offered again, and no price mends that: it can be asked for again.</summary>
    HeldBack,
}
