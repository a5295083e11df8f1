using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Protocols;

/// <summary>Whose request it is, or why it is refused.</summary>
/// <param name="Account">Empty where nobody signs, or refused.</param>
/// <param name="Refusal">Null: admitted.</param>
internal readonly record struct Admission(string Account, Reply? Refusal)
{
    /// <summary>A request that needs no account.</summary>
    public static Admission OfAnybody { get; } = new("", null);

    public static Admission Of(string account) => new(account, null);

    public static Admission Refused(Reply reply) => new("", reply);
}
