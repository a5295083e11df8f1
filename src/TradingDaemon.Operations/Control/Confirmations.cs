namespace TradingDaemon.Operations.Control;

/// <summary>What has to be typed. Stopping is easy; closing positions and going on are not.</summary>
public static class Confirmations
{
    /// <summary>Shortest reason: whoever reads it next week should understand it.</summary>
    public const int ReasonLengthMin = 10;

    /// <summary>Longest reason kept; the rest is cut off.</summary>
    public const int ReasonLengthMax = 500;

    /// <summary>To be typed before positions are closed.</summary>
    public const string Flatten = "FLATTEN ALL POSITIONS";

    private const string ResumeWord = "RESUME ";

    /// <summary>Why a reason will not do; null when it will.</summary>
    public static string? RefusalOfReason(string? reason) => reason?.Trim().Length >= ReasonLengthMin
        ? null
        : $"Say why in {ReasonLengthMin} characters or more.";

    /// <summary>Why a confirmation to flatten will not do; null when it will.</summary>
    public static string? RefusalOfFlatten(string? confirm) => confirm?.Trim() == Flatten
        ? null
        : $"Closing every position needs the confirmation \"{Flatten}\".";

    /// <summary>The reason inside a confirmation to resume; null when it is none.</summary>
    public static string? ReasonToResume(string? confirm)
    {
        var text = confirm?.Trim() ?? "";
        return text.StartsWith(ResumeWord, StringComparison.Ordinal) && RefusalOfReason(text[ResumeWord.Length..]) is null ? Kept(text[ResumeWord.Length..]) : null;
    }

    /// <summary>What is said when <see cref="ReasonToResume"/> is null.</summary>
    public static string RefusalToResume { get; } = $"Resuming needs the confirmation \"RESUME <reason of {ReasonLengthMin} characters or more>\".";

    /// <summary>A reason as it is kept: trimmed and bounded.</summary>
    public static string Kept(string reason) => reason.Trim() is { Length: > ReasonLengthMax } longer ? longer[..ReasonLengthMax] : reason.Trim();
}
