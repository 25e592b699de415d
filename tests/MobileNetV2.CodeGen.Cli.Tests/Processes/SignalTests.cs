using System.Diagnostics;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Processes;

/// <summary>Ctrl-C once, kill, or a closed terminal end everything, and leave nothing behind.</summary>
public sealed class SignalTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly TinyNetwork _network = new();
    private readonly TemporaryFolder _temporary = new();

    /// <summary>Where the process puts its temporary files: empty when it left nothing.</summary>
    private string TemporaryPath => Directory.CreateDirectory(_temporary.File("tmp")).FullName;

    public void Dispose()
    {
        _network.Dispose();
        _temporary.Dispose();
    }

    /// <summary>A pipe that nobody writes to: the process reads for ever.</summary>
    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_process_that_waits_for_input_ends_at_once(string signal)
    {
        Tool.Run(_temporary.FullPath, "mkfifo", "pipe.bin");
        using var process = Start("run", _network.Path, "--input", _temporary.File("pipe.bin"), "--output", _temporary.File("out.bin"));
        Thread.Sleep(2000);

        process.Signal(signal);
        var result = process.Wait(Soon);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("cancelled", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_temporary.File("out.bin")));
    }

    [SkippableTheory]
    [InlineData("host", "gcc", "cc1", "INT")]
    [InlineData("cortex-m4", "qemu-system-arm", "qemu-system-ar", "TERM")]
    [InlineData("cortex-m4", "arm-none-eabi-gcc", "cc1", "HUP")]
    public void Compilers_and_emulators_end_with_it_and_their_folder_goes(string target, string needed, string awaited, string signal)
    {
        Tool.Require(needed);
        using var process = Start("verify", _network.Path, "--target", target, "--random", "2000");
        var child = Await(process, awaited);

        process.Signal(signal);
        var result = process.Wait(Soon);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("cancelled", result.Error, StringComparison.Ordinal);
        Assert.False(IsRunning(child), $"{awaited} is still running");
        Assert.Empty(Directory.GetFileSystemEntries(TemporaryPath, "mnv2-simulation-*"));
    }

    [SkippableFact]
    public void A_second_signal_ends_a_process_that_does_not_obey_the_first_and_leaves_nothing()
    {
        Tool.Require("gcc");
        using var process = Start("verify", _network.Path, "--target", "host", "--random", "2000");
        Await(process, "cc1");

        process.Signal("INT");
        process.Signal("INT");
        var result = process.Wait(Soon);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(TemporaryPath, "mnv2-simulation-*"));
    }

    /// <summary>Killed at any moment, the folder holds the old generation or the new one, and the next compile works.</summary>
    [SkippableFact]
    public void A_killed_compile_leaves_one_generation_and_the_next_works()
    {
        Tool.Require("kill");
        var folder = _temporary.File("gen");
        string[] Compile(string schedule) =>
            ["compile", _network.Path, "--target", "cortex-m4", "--schedule", schedule, "--kernels", "portable", "--output", folder];
        string Generation() =>
            string.Concat(Directory.GetFiles(folder).Where(f => !Path.GetFileName(f).StartsWith(".mnv2c-", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)}: {File.ReadAllText(f)}\n"));
        var generations = new Dictionary<string, string>();
        var clock = Stopwatch.StartNew();
        foreach (var schedule in new[] { "stream", "layers" })
        {
            clock.Restart();
            Assert.Equal(0, Mnv2cProcess.Run(Environment_, Compile(schedule)).ExitCode);
            generations[schedule] = Generation();
        }

        var whole = clock.ElapsedMilliseconds;
        for (var i = 1; i <= 8; i++)
        {
            var schedule = i % 2 == 0 ? "layers" : "stream";
            using (var process = Start(Compile(schedule)))
            {
                // The end of the compile is when files are written.
                Thread.Sleep((int)(whole * (0.5 + (0.06 * i))));
                if (!process.HasExited)
                    process.Signal("KILL");
                process.Wait(Soon);
            }

            Assert.Contains(Generation(), generations.Values);
            Assert.Equal(0, Mnv2cProcess.Run(Environment_, Compile(schedule)).ExitCode);
            Assert.Equal(generations[schedule], Generation());
            Assert.Empty(Directory.GetFileSystemEntries(folder, ".mnv2c-*"));
        }
    }

    private Dictionary<string, string?> Environment_ => new() { ["TMPDIR"] = TemporaryPath };

    private Mnv2cProcess Start(params string[] arguments) => Mnv2cProcess.Start(Environment_, arguments);

    /// <summary>Waits for a child, or a child of a child, of this name.</summary>
    private static int Await(Mnv2cProcess process, string name)
    {
        Skip.IfNot(Directory.Exists("/proc/self"), "processes are looked up in /proc");
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Soon; Thread.Sleep(5))
        {
            if (Descendants(process.Id).FirstOrDefault(p => p.Name.StartsWith(name, StringComparison.Ordinal)) is { Id: > 0 } found)
                return found.Id;
            Assert.False(process.HasExited, "it ended before it ran " + name);
        }

        throw new TimeoutException($"it never ran {name}");
    }

    private static bool IsRunning(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Trim()[0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static List<(int Id, string Name)> Descendants(int ancestor)
    {
        var parents = new Dictionary<int, (int Parent, string Name)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                // "123 (name) S 1 ...": a name may hold brackets and blanks, and has at most 15 letters.
                var name = stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
                parents[int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture)] =
                    (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), name);
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return [.. parents.Where(p => IsBelow(p.Key)).Select(p => (p.Key, p.Value.Name))];

        bool IsBelow(int id)
        {
            for (var hops = 0; hops < 20 && parents.TryGetValue(id, out var entry); hops++, id = entry.Parent)
            {
                if (entry.Parent == ancestor)
                    return true;
            }

            return false;
        }
    }
}
