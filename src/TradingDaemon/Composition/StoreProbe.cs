using TradingDaemon.Cli.Doctor;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Composition;

/// <summary>Whether the store opens, and on which SQLite.</summary>
/// <param name="directory">The store's directory.</param>
internal sealed class StoreProbe(string directory) : IDoctorProbe
{
    /// <inheritdoc/>
    public string Name => "database";

    /// <inheritdoc/>
    public Task<DoctorFinding> ProbeAsync(CancellationToken stopping)
    {
        var engine = SqliteEngine.Use();
        try
        {
            using var inspection = StoreInspection.Open(directory);
            return Task.FromResult(new DoctorFinding(Name, true, $"{engine}; {inspection.DatabasePath} at schema {inspection.SchemaVersion} holds {Counted.Of(inspection.LastSequence, "fact")}"));
        }
        catch (FileNotFoundException)
        {
            return Task.FromResult(new DoctorFinding(Name, true, $"{engine}; no store in {directory} yet, the first run makes one"));
        }
    }
}
