namespace TradingDaemon.Sandbox.Floor;

/// <summary>Orders that look-ups deny for a while. Used inside the floor only. As many as are lied about at one time: what is over is dropped with each new lie.</summary>
internal sealed class HiddenOrders
{
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>Denies an order until a time.</summary>
    public void Hide(string orderId, DateTimeOffset until, DateTimeOffset now)
    {
        foreach (var (id, end) in _until)
            if (end <= now) _until.Remove(id);
        _until[orderId] = until;
    }

    /// <summary>Whether the order is denied now.</summary>
    public bool IsHidden(string orderId, DateTimeOffset now) => _until.TryGetValue(orderId, out var until) && now < until;
}
