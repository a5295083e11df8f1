using System.Text.Json;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>The newest price of each instrument in a small file beside the ledger, replaced whole. Not part of the books: losing it loses only where a synthetic market resumes.</summary>
internal sealed class PriceFile(string path)
{
    private readonly string _next = path + ".next";

    /// <summary>The prices by symbol; empty when there is no file or it cannot be understood.</summary>
    public IReadOnlyDictionary<string, decimal> Read()
    {
        if (!File.Exists(path)) return new Dictionary<string, decimal>();
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, decimal>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (JsonException)
        {
            IsDamaged = true;
            return new Dictionary<string, decimal>();
        }
    }

    /// <summary>Whether <see cref="Read"/> met a file it could not understand.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>How often <see cref="Write"/> could not write.</summary>
    public int Failures { get; private set; }

    /// <summary>Replaces the file. A disk that refuses is counted, not thrown: no trade may fail for the sake of a hint.</summary>
    public void Write(IReadOnlyDictionary<string, decimal> prices)
    {
        try
        {
            File.WriteAllBytes(_next, JsonSerializer.SerializeToUtf8Bytes(prices));
            File.Move(_next, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Failures++;
        }
    }
}
