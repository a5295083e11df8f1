namespace TradingDaemon.Domain.Ports;

/// <summary>Numbers that only rise, over restarts and clock steps alike; one source for one key, used by its one signer.</summary>
public interface INonceSource
{
    /// <summary>The next number, above every number ever given for this key. Thread-safe. A source may throw when it can give none: then nothing is sent.</summary>
    long Next();
}
