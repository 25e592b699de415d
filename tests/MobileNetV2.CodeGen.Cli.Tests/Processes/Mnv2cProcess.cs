using System.Diagnostics;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Processes;

/// <summary><c>mnv2c</c> as a process of its own: what signals,
/// limits and closed streams do cannot be seen in the process of the tests.</summary>
internal sealed class Mnv2cProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    private Mnv2cProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _out = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Makes <c>mnv2c</c> a command of a shell.</summary>
    public static string ShellFunction => $"mnv2c() {{ {ShellCommand} \"$@\"; }}";

    /// <summary>The program as the first words of a shell's command line.</summary>
    public static string ShellCommand => $"'{Host}' exec '{Path.Combine(AppContext.BaseDirectory, "mnv2c.dll")}'";

    /// <remarks>Under <c>nohup</c> the tests ignore signals, and what they start would inherit that.</remarks>
    public static Mnv2cProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments) => new(Info(
        "env", ["--default-signal=HUP,INT,TERM", Host, "exec", Path.Combine(AppContext.BaseDirectory, "mnv2c.dll"),
            .. arguments], environment));

    /// <summary>A shell's command line; <c>mnv2c</c> in it is the program.</summary>
    public static CliResult Shell(string script) => Shell(script, new Dictionary<string, string?>());

    /// <inheritdoc cref="Shell(string)"/>
    public static CliResult Shell(string script, IReadOnlyDictionary<string, string?> environment)
    {
        Tool.Require("sh");
        using var shell = new Mnv2cProcess(Info("sh", ["-c", $"{ShellFunction}\n{script}"], environment));
        return shell.Wait();
    }

    /// <summary>Runs to the end.</summary>
    public static CliResult Run(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        return process.Wait();
    }

    /// <summary>Sends a signal. A process that has ended meanwhile, of itself or by the signal before, needs none:
    /// what it left is for the test to look at.</summary>
    public void Signal(string name)
    {
        Tool.Require("kill");
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{name}", $"{Id}"]) { RedirectStandardError = true })!;
        var error = kill.StandardError.ReadToEnd();
        kill.WaitForExit();
        Assert.True(kill.ExitCode == 0 || _process.WaitForExit(Patience), $"kill -{name} {Id}: {error}");
    }

    /// <summary>Fails the test when the process does not end.</summary>
    public CliResult Wait(TimeSpan? limit = null)
    {
        Assert.True(_process.WaitForExit(limit ?? Patience), $"the process did not end within {limit ?? Patience}");
        return new CliResult(_process.ExitCode, _out.GetAwaiter().GetResult(), _error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static ProcessStartInfo Info(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
