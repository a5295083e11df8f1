namespace TradingDaemon.Ingest;

/// <summary>Which feeds of which venue see nothing: a venue is blind while any feed its instruments need is. From any thread.</summary>
internal sealed class BlindFeeds
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<string>> _blind = new(StringComparer.Ordinal); // by venue
    private readonly Dictionary<string, bool> _told = new(StringComparer.Ordinal); // what was told before the last start is not known here

    /// <summary>Takes what a feed says of itself; true or false when its venue is to be told that it is blind or sees, null when it knows.</summary>
    public bool? Take(string venue, string feed, bool isBlind)
    {
        lock (_gate)
        {
            if (!_blind.TryGetValue(venue, out var feeds)) _blind.Add(venue, feeds = new(StringComparer.Ordinal));
            if (isBlind) feeds.Add(feed);
            else feeds.Remove(feed);
            var isVenueBlind = feeds.Count > 0;
            if (_told.TryGetValue(venue, out var told) && told == isVenueBlind) return null;
            _told[venue] = isVenueBlind;
            return isVenueBlind;
        }
    }
}
