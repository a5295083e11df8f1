using System.CommandLine;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Sandbox;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Market;

namespace TradingDaemon.Cli;

/// <summary><c>sandbox</c>: a whole exchange on this machine, to try strategies and troubles at.</summary>
internal sealed class SandboxVerb(ICommandActions actions, ConfigurationOptions configuration, Surroundings surroundings)
{
    private const string Description =
        "Serves a whole exchange on this machine over HTTP and WebSocket until SIGTERM or Ctrl+C: a synthetic market, accounts, a ledger, and faults on demand. " +
        "Without options there is an account named demo (key demo-key, secret demo-secret) with 100,000 USD. E.g. sandbox --port 9090 --data sandbox; " +
        "sandbox --account me:my-key:my-secret --cash USD=5000 --faults faults.json --json.";

    private readonly Option<string> _venue = new("--venue") { Description = "Whose protocol it speaks.", HelpName = string.Join('|', SandboxOptions.Venues), DefaultValueFactory = static _ => SandboxOptions.NativeVenue };
    private readonly Option<int> _port = new("--port") { Description = "Port of the exchange; 0, the default, takes a free one.", HelpName = "port" };
    private readonly Option<int> _adminPort = new("--admin-port") { Description = "Port of the staff's entrance; 0, the default, takes a free one.", HelpName = "port" };
    private readonly Option<string?> _data = new("--data") { Description = "Keeps ledger and nonces in this directory; without it they are gone when it stops.", HelpName = "directory" };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of the synthetic market.", HelpName = "number", DefaultValueFactory = static _ => 1UL };
    private readonly Option<double> _speed = new("--speed") { Description = "Market seconds in a real second.", HelpName = "factor", DefaultValueFactory = static _ => 1.0 };
    private readonly Option<bool> _still = new("--still") { Description = "No synthetic market: prices are those the staff shows." };
    private readonly Option<string?> _instruments = new("--instruments") { Description = "JSON file with instruments, spelled as in the daemon's configuration.", HelpName = "file" };
    private readonly Option<string?> _faults = new("--faults") { Description = "JSON file with a seed and faults.", HelpName = "file" };
    private readonly Option<SandboxAccount[]> _accounts = new("--account") { Description = "An account; repeatable.", HelpName = "name:key:secret", CustomParser = SandboxArguments.ReadAccounts };
    private readonly Option<Dictionary<string, decimal>> _cash = new("--cash") { Description = "What each new account starts with, e.g. USD=100000, which is the default; repeatable.", HelpName = "currency=amount", CustomParser = SandboxArguments.ReadAmounts };
    private readonly Option<string?> _feesIn = new("--fees-in") { Description = "What fees are paid in: quote (the default), base, or a currency.", HelpName = "currency" };
    private readonly Option<string> _ids = new("--client-order-ids") { Description = "How long a client order id stays taken: while its order is open, the default, or for ever.", HelpName = "open|ever", DefaultValueFactory = static _ => "open" };
    private readonly Option<decimal> _held = new("--cash-held") { Description = "With --venue alpaca, how much of each account's dollars may not be spent; none, unless said.", HelpName = "AMOUNT" };
    private readonly Option<TimeSpan?> _charges = new("--sale-fees-after") { Description = "With --venue alpaca, how long after a sale of shares its regulatory fees are taken and told; never, unless said.", HelpName = "hh:mm:ss" };
    private readonly Option<bool> _fsync = new("--fsync") { Description = "Flushes the ledger to the disk before each answer." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints one JSON line with the addresses." };

    /// <summary>The verb for the command line.</summary>
    public Command Build()
    {
        _ids.AcceptOnlyFromAmong("open", "ever");
        _venue.AcceptOnlyFromAmong([.. SandboxOptions.Venues]);
        var command = new Command("sandbox", Description) { _venue, _port, _adminPort, _data, _seed, _speed, _still, _instruments, _faults, _accounts, _cash, _feesIn, _ids, _held, _charges, _fsync, _json };
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken stopping)
    {
        if (configuration.Require(result, new KeyValuePair<string, string?>("storage:directory", Path.GetTempPath())) is not { } config) return ExitCode.Misused;
        var options = await OptionsAsync(result, stopping);
        var isJson = result.GetValue(_json);
        var code = await actions.RunSandboxAsync(options, config, sandbox => surroundings.Output.WriteLine(isJson ? SandboxAnnouncement.Json(sandbox, options) : SandboxAnnouncement.Lines(sandbox, options)), stopping);
        if (code == ExitCode.Done && !isJson) await surroundings.Output.WriteLineAsync(SandboxAnnouncement.End(options));
        return code;
    }

    private async Task<SandboxOptions> OptionsAsync(ParseResult result, CancellationToken stopping)
    {
        var cash = result.GetValue(_cash) is { Count: > 0 } given ? given : new Dictionary<string, decimal>(SandboxAccount.DemoOf(result.GetValue(_venue)!).Cash);
        var accounts = result.GetValue(_accounts) is { Length: > 0 } named ? named : [SandboxAccount.DemoOf(result.GetValue(_venue)!)];
        return new SandboxOptions
        {
            Venue = result.GetValue(_venue)!,
            Port = result.GetValue(_port),
            AdminPort = result.GetValue(_adminPort),
            DataDirectory = result.GetValue(_data) is { } directory ? Full(directory) : null,
            Fsync = result.GetValue(_fsync),
            Seed = result.GetValue(_seed),
            Speed = result.GetValue(_speed),
            CashHeld = result.GetValue(_held), ChargesAfter = result.GetValue(_charges),
            HasMarket = !result.GetValue(_still),
            ClientOrderIdsForever = result.GetValue(_ids) == "ever",
            Instruments = result.GetValue(_instruments) is { } instruments ? InstrumentFile.Parse(await File.ReadAllTextAsync(Full(instruments), stopping)) : new SandboxOptions { Venue = result.GetValue(_venue)! }.Instruments,
            Faults = result.GetValue(_faults) is { } faults ? FaultScript.Parse(await File.ReadAllTextAsync(Full(faults), stopping)) : new FaultScript(),
            Accounts = [.. accounts.Select(account => account with { Cash = cash, Fees = SandboxArguments.ToFees(result.GetValue(_feesIn)) })],
        };
    }

    private string Full(string path) => Path.GetFullPath(path, surroundings.CurrentDirectory);
}
