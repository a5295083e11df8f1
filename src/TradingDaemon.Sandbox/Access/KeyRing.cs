using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Sandbox.Access;

/// <summary>The accounts' keys, and the newest nonce used with each. Thread-safe.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TradingKey> _keys;
    private readonly NonceFile _nonces;
    private readonly FaultBoard? _faults;

    /// <summary>Admits these keys; nonces are strict unless a fault says otherwise.</summary>
    public KeyRing(IEnumerable<TradingKey> keys, NonceFile nonces, FaultBoard? faults = null)
    {
        _keys = keys.ToDictionary(static key => key.Key, StringComparer.Ordinal);
        (_nonces, _faults) = (nonces, faults);
    }

    /// <summary>The key of a public name; null when there is none.</summary>
    public TradingKey? Find(string? key) => key is null ? null : _keys.GetValueOrDefault(key);

    /// <summary>Uses a nonce up. Gives null, or the newest nonce when this one is not above it.</summary>
    public long? Use(TradingKey key, long nonce)
    {
        lock (_gate)
        {
            var newest = _nonces.Newest(key.Key);
            if (nonce > newest) _nonces.Use(key.Key, nonce);
            else if (_faults?.Standing(FaultKind.LooseNonces) is null) return newest;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _nonces.Dispose();
}
