using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>One rule of the gate: pure, stateless, and able to say what it is. The page on risk is held against these words.</summary>
/// <param name="id">What it is called in stored refusals and metrics.</param>
/// <param name="meaning">One sentence: what it refuses.</param>
/// <param name="refusal">How its refusals read, with names in braces where numbers and names stand.</param>
/// <param name="parameters">Configuration keys it is set by; none when nothing is to be set.</param>
/// <param name="bindsExits">Whether it is asked of orders that only reduce, too.</param>
/// <param name="isCap">Whether a smaller order may pass where a larger one does not.</param>
public abstract class GateRule(RiskRule id, string meaning, string refusal, IReadOnlyList<string>? parameters = null, bool bindsExits = false, bool isCap = false)
{
    /// <summary>What it is called in stored refusals and metrics.</summary>
    public RiskRule Id => id;

    /// <summary>One sentence: what it refuses.</summary>
    public string Meaning => meaning;

    /// <summary>How its refusals read, with names in braces where numbers and names stand.</summary>
    public string Refusal => refusal;

    /// <summary>Configuration keys it is set by; none when nothing is to be set.</summary>
    public IReadOnlyList<string> Parameters { get; } = parameters ?? [];

    /// <summary>Whether it is asked of orders that only reduce, too. Limits on what is at stake never are.</summary>
    public bool BindsExits => bindsExits;

    /// <summary>Whether a smaller order may pass where a larger one does not: what an entry is shrunk to, where its strategy says so.</summary>
    public bool IsCap => isCap;

    /// <summary>The refusal, or null when the order passes. What the rule needs and nobody knows is a refusal.</summary>
    public abstract RiskRefusal? Judge(RiskCase order);

    /// <summary>A refusal of this rule.</summary>
    protected RiskRefusal Refuse(decimal limit, decimal asked, FormattableString detail) => new(id, limit, asked, Texts.Of(detail));

    /// <summary>A refusal of this rule for want of what it judges by.</summary>
    protected RiskRefusal Unjudged(decimal limit, FormattableString lacking) => new(id, limit, 0m, Texts.Of(lacking));
}
