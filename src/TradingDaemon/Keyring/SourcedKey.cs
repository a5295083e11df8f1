using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Keyring;

/// <summary>What one source holds of a venue's key.</summary>
internal sealed class SourcedKey
{
    private readonly List<string> _warnings = [];
    private readonly (VenueKeyNames Names, string? Key, string? Secret)[] _told;
    private readonly string? _key;
    private readonly string? _secret;

    /// <summary>Reads it under every name it may go by, those to prefer first.</summary>
    public SourcedKey(VariableSource source, IReadOnlyList<VenueKeyNames> known, Func<string, string> readFile)
    {
        var variables = new SecretVariables(source.Variables, readFile);
        Source = source.Name;
        NamesPair = known.Any(names => variables.IsNamed(names.Key)) && known.Any(names => variables.IsNamed(names.Secret));
        _told = [.. known.Select(names => (names, variables.Find(names.Key, _warnings), variables.Find(names.Secret, _warnings)))];

        // Two halves of one pair belong together; halves of different pairs only when no pair is whole.
        var whole = _told.FirstOrDefault(static pair => pair is { Key: not null, Secret: not null });
        _key = whole.Key ?? _told.Select(static pair => pair.Key).FirstOrDefault(static value => value is not null);
        _secret = whole.Secret ?? _told.Select(static pair => pair.Secret).FirstOrDefault(static value => value is not null);
        foreach (var (names, otherKey, otherSecret) in _told)
        {
            if (otherKey is not null && otherKey != _key) _warnings.Add(SecretVariables.Differ(names.Key, _told.First(pair => pair.Key == _key).Names.Key));
            if (otherSecret is not null && otherSecret != _secret) _warnings.Add(SecretVariables.Differ(names.Secret, _told.First(pair => pair.Secret == _secret).Names.Secret));
        }
    }

    /// <summary>What people call the source.</summary>
    public string Source { get; }

    /// <summary>Whether it names both halves, be it that a file of them cannot be read: then this is the key that was meant, and no other source's takes its place.</summary>
    public bool NamesPair { get; }

    /// <summary>What a person should set right in it, in sentences without any value.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The key, if both its halves are there.</summary>
    public VenueCredentials? Credentials => _key is not null && _secret is not null ? new VenueCredentials(_key, _secret) : null;

    /// <summary>Which variable is missing beside which; null when both halves are there, or none is.</summary>
    public string? Half
    {
        get
        {
            if ((_key is null) == (_secret is null)) return null;
            var names = _told.First(static pair => pair.Key is not null || pair.Secret is not null).Names;
            return _key is null ? $"{names.Secret} is in {Source} and {names.Key} is not" : $"{names.Key} is in {Source} and {names.Secret} is not";
        }
    }

    /// <summary>Whether any half of it is another than that of this key.</summary>
    public bool Differs(VenueCredentials from) => (_key is not null && _key != from.Key) || (_secret is not null && _secret != from.Secret);
}
