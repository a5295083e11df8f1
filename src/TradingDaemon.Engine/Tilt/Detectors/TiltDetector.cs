using System.Globalization;
using System.Text.Json;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt.Detectors;

/// <summary>One thing traders do on tilt: pure, and able to say what it is. The page on tilt is held against these words. It judges a trader's newest entry or cancel.</summary>
/// <param name="id">What it is called.</param>
/// <param name="meaning">One sentence: what it finds.</param>
/// <param name="parameters">Names of the policy's numbers it goes by.</param>
/// <param name="judgesCancels">Whether it looks at cancels, not at entries.</param>
public abstract class TiltDetector(TiltSignal id, string meaning, IReadOnlyList<string> parameters, bool judgesCancels = false)
{
    /// <summary>What it is called.</summary>
    public TiltSignal Id => id;

    /// <summary>One sentence: what it finds.</summary>
    public string Meaning => meaning;

    /// <summary>Configuration keys it goes by.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. parameters.Select(static name => $"tilt:{JsonNamingPolicy.CamelCase.ConvertName(name)}")];

    /// <summary>Whether it looks at cancels, not at entries.</summary>
    public bool JudgesCancels => judgesCancels;

    /// <summary>What the newest entry, or cancel, tells; null when nothing, or too little is known to tell.</summary>
    public abstract TiltFinding? Judge(TraderRecord trader, TiltPolicy policy);

    /// <summary>A text with numbers that read the same on every machine.</summary>
    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
