using Spectre.Console;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Cli.Screens;

/// <summary>Every value in force with its origin, secrets masked.</summary>
internal static class InForceTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter writer, IEnumerable<KeyInForce> keys)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Key").AddColumn("Value").AddColumn("From");
        foreach (var key in keys) table.AddRow(Markup.Escape(key.Path), Markup.Escape(SecretMask.Apply(key.Path, key.Value)!), Markup.Escape(key.Origin));
        TextScreen.On(writer).Write(table);
    }
}
