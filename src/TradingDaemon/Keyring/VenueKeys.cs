namespace TradingDaemon.Keyring;

/// <summary>Finds a venue's key, under every name people have for it, each also as a file, in the nearest source that has both its halves: halves of two sources may be of two keys, and are never joined.</summary>
/// <param name="sources">Where to look, the nearest first.</param>
/// <param name="readFile">Reads a whole file; throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot.</param>
internal sealed class VenueKeys(IReadOnlyList<VariableSource> sources, Func<string, string> readFile)
{
    /// <summary>The names a key goes by, those to prefer first.</summary>
    /// <param name="venue">Its name.</param>
    /// <param name="isPractice">Whether the key of its place for play money is meant, where that is another.</param>
    public static IReadOnlyList<VenueKeyNames> NamesOf(string venue, bool isPractice = false) => (venue, isPractice) switch
    {
        ("alpaca", _) => [new("ALPACA_API_KEY", "ALPACA_API_SECRET"), new("APCA_API_KEY_ID", "APCA_API_SECRET_KEY"), new("ALPACA_KEY_ID", "ALPACA_SECRET_KEY")],
        ("binance", true) => [new("BINANCE_TESTNET_API_KEY", "BINANCE_TESTNET_API_SECRET")],
        _ => [new($"{venue.ToUpperInvariant()}_API_KEY", $"{venue.ToUpperInvariant()}_API_SECRET")],
    };

    /// <summary>The key, if both its parts are there, and what is odd about it.</summary>
    /// <param name="venue">Its name.</param>
    /// <param name="isPractice">Whether the key of its place for play money is meant, where that is another.</param>
    public VenueKeysFound Find(string venue, bool isPractice = false) => Find(NamesOf(venue, isPractice));

    /// <summary>The key under any of these names, if both its parts are there, and what is odd about it.</summary>
    /// <param name="known">Its names, those to prefer first.</param>
    public VenueKeysFound Find(IReadOnlyList<VenueKeyNames> known)
    {
        var told = sources.Select(source => new SourcedKey(source, known, readFile)).ToArray();
        if (Array.FindIndex(told, static key => key.NamesPair) is var at && at < 0)
        {
            string[] halves = [.. told.Select(static key => key.Half).OfType<string>()];
            return new VenueKeysFound(null, [.. told.SelectMany(static key => key.Warnings)]) { Half = halves.Length == 0 ? null : string.Join("; ", halves) };
        }

        var used = told[at];
        IEnumerable<string> warnings = [.. told[..at].SelectMany(key => Passed(key, used)), .. used.Warnings, .. told[(at + 1)..].SelectMany(key => Outdone(key, used))];
        return new VenueKeysFound(used.Credentials, [.. warnings]) { Half = used.Half };
    }

    private static IEnumerable<string> Passed(SourcedKey nearer, SourcedKey used) => nearer.Half is { } half ? nearer.Warnings.Append($"{half}; the key in {used.Source} is used") : nearer.Warnings;

    // What is odd within a source that is not used is of no interest; that it holds another key is.
    private static IEnumerable<string> Outdone(SourcedKey farther, SourcedKey used)
    {
        if (used.Credentials is { } key && farther.Differs(key)) yield return $"the key in {farther.Source} differs from the one in {used.Source}; the one in {used.Source} is used";
    }
}
