using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Keyring;

/// <summary>Finds a venue's key in the environment, under every name people have for it, each also as a file.</summary>
/// <param name="environment">The process's variables.</param>
/// <param name="readFile">Reads a whole file; throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot.</param>
internal sealed class VenueKeys(IReadOnlyDictionary<string, string> environment, Func<string, string> readFile)
{
    private readonly SecretVariables _variables = new(environment, readFile);

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
        var warnings = new List<string>();
        var told = known.Select(names => (names, Key: _variables.Find(names.Key, warnings), Secret: _variables.Find(names.Secret, warnings))).ToArray();

        // Two halves of one pair belong together; halves of different pairs only when no pair is whole.
        var whole = told.FirstOrDefault(static pair => pair is { Key: not null, Secret: not null });
        var key = whole.Key ?? told.Select(static pair => pair.Key).FirstOrDefault(static value => value is not null);
        var secret = whole.Secret ?? told.Select(static pair => pair.Secret).FirstOrDefault(static value => value is not null);
        foreach (var (names, otherKey, otherSecret) in told)
        {
            if (otherKey is not null && otherKey != key) warnings.Add(SecretVariables.Differ(names.Key, told.First(pair => pair.Key == key).names.Key));
            if (otherSecret is not null && otherSecret != secret) warnings.Add(SecretVariables.Differ(names.Secret, told.First(pair => pair.Secret == secret).names.Secret));
        }

        return new VenueKeysFound(key is not null && secret is not null ? new VenueCredentials(key, secret) : null, warnings) { Half = Half() };

        string? Half()
        {
            if ((key is null) == (secret is null)) return null;
            var names = told.First(static pair => pair.Key is not null || pair.Secret is not null).names;
            return key is null ? $"{names.Secret} is there and {names.Key} is not" : $"{names.Key} is there and {names.Secret} is not";
        }
    }
}
