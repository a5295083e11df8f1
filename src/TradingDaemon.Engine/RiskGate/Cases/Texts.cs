using System.Globalization;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>Numbers in refusal texts read the same on every machine.</summary>
internal static class Texts
{
    /// <summary>The text with invariant numbers.</summary>
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
