namespace TradingDaemon.Configuration.Sections.Alerts;

/// <summary>A channel with what was found for it in the environment.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Settings">What the files say.</param>
/// <param name="Url">Where it posts to, or the address of a Telegram server of one's own; null when there is none.</param>
/// <param name="Token">A bot's token, or what a webhook wants to be let in with; null when there is none.</param>
/// <param name="Password">The mail user's; null when there is none.</param>
/// <param name="WhyMute">Why it cannot pass anything on; null when it can.</param>
internal sealed record AlertChannelModel(string Name, AlertChannelSettings Settings, string? Url, string? Token, string? Password, string? WhyMute)
{
    /// <summary>The variable that holds one of its secrets.</summary>
    /// <param name="what">URL, TOKEN or PASSWORD.</param>
    public string Variable(string what) => VariableOf(Name, what);

    /// <summary>Everything of it that must never be printed.</summary>
    public IEnumerable<string?> Secrets => [Url, Token, Password];

    /// <summary>The variable that holds a secret of the channel of that name.</summary>
    public static string VariableOf(string name, string what) => $"ALERTS_{name.Replace('-', '_').ToUpperInvariant()}_{what}";
}
