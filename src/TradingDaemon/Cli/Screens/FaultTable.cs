using Spectre.Console;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Cli.Screens;

/// <summary>Every fault of a configuration, one row each.</summary>
internal static class FaultTable
{
    /// <summary>Writes the table and a line that counts.</summary>
    public static void Write(TextWriter writer, IReadOnlyCollection<ConfigurationFault> faults)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in (string[])["Where", "Key", "Value", "What is wrong", "Allowed"]) table.AddColumn(name);
        foreach (var fault in faults)
            table.AddRow([.. new[] { fault.Source, fault.Path, fault.Value ?? "", fault.Message, fault.Allowed ?? "" }.Select(Markup.Escape)]);
        TextScreen.On(writer).Write(table);
        writer.WriteLine($"error: The configuration has {Counted.Of(faults.Count, "fault")}; nothing was started.");
    }
}
