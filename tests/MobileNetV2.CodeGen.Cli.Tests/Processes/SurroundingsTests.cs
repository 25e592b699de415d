using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Processes;

/// <summary>Full disks, folders that cannot be written, closed streams, other countries, missing tools.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly TinyNetwork _network = new();
    private readonly TemporaryFolder _temporary = new();

    public void Dispose()
    {
        _network.Dispose();
        _temporary.Dispose();
    }

    /// <summary>The old generation stays whole when the new one, which is larger, does not fit beside it.</summary>
    [SkippableFact]
    public void A_full_disk_leaves_the_old_generation()
    {
        var disk = Directory.CreateDirectory(_temporary.File("disk")).FullName;
        var result = InNamespace($"""
            mount -t tmpfs -o size=4000k tmpfs '{disk}'
            mnv2c compile '{_network.Path}' --target host --schedule layers --output '{disk}/gen' >/dev/null || exit 10
            cp -r '{disk}/gen' '{_temporary.File("before")}'
            head -c 10000000 /dev/zero > '{disk}/filler' 2>/dev/null
            mnv2c compile '{_network.Path}' --target host --schedule stream --output '{disk}/gen'
            test $? = 1 || exit 11
            mnv2c compile '{_network.Path}' --target host --output '{disk}/new'
            test $? = 1 || exit 12
            test ! -e '{disk}/new' || exit 13
            mnv2c run '{_network.Path}' --input '{_network.Input()}' --output '{disk}/out.bin'
            rm '{disk}/filler'
            diff -r '{disk}/gen' '{_temporary.File("before")}' || exit 14
            ls -A '{disk}'
            mnv2c compile '{_network.Path}' --target host --schedule stream --output '{disk}/gen' >/dev/null || exit 15
            """);

        Assert.True(result.ExitCode == 0, $"exit {result.ExitCode}\n{result.Out}\n{result.Error}");
        Assert.Contains("MNV7002", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("mnv2c-tmp", result.Out, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_limit_of_file_sizes_leaves_the_old_generation()
    {
        var folder = _temporary.File("gen");
        Assert.Equal(0, CliResult.Of("compile", _network.Path, "--target", "host", "--schedule", "layers", "--output", folder).ExitCode);
        var before = Snapshot(folder);

        var result =
            Mnv2cProcess.Shell($"ulimit -f 20; mnv2c compile '{_network.Path}' --target host --schedule stream --output '{folder}'");

        Assert.NotEqual(0, result.ExitCode);
        Assert.NotEqual(ExitCode.Internal, result.ExitCode);
        Assert.Equal(before, Snapshot(folder));
    }

    [SkippableFact]
    public void A_read_only_folder_is_reported_and_the_folder_above_may_be_read_only()
    {
        var (above, inside) = (Directory.CreateDirectory(_temporary.File("above")).FullName,
            Directory.CreateDirectory(_temporary.File("above/gen")).FullName);
        var result = InNamespace($"""
            mount --bind '{above}' '{above}'
            mount -t tmpfs tmpfs '{inside}'
            mount -o remount,ro,bind '{above}'
            mnv2c compile '{_network.Path}' --target host --output '{inside}' >/dev/null || exit 10
            test -f '{inside}/tiny.c' || exit 11
            mnv2c compile '{_network.Path}' --target host --output '{inside}' --schedule layers >/dev/null || exit 12
            mnv2c compile '{_network.Path}' --target host --output '{above}/other'
            test $? = 1 || exit 13
            mount -o remount,ro '{inside}'
            mnv2c compile '{_network.Path}' --target host --output '{inside}' --schedule stream
            test $? = 1 || exit 14
            """);

        Assert.True(result.ExitCode == 0, $"exit {result.ExitCode}\n{result.Out}\n{result.Error}");
        Assert.Equal(2, result.Error.Split("MNV7002").Length - 1);
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_reader_that_leaves_is_no_error()
    {
        var result = Mnv2cProcess.Shell(
            $"mnv2c explain | head -n 1; mnv2c inspect '{_network.Path}' | true; mnv2c inspect '{_network.Path}' --json | true");

        Assert.Equal("", result.Error);
        Assert.StartsWith("code", result.Out, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("<&-")]
    [InlineData("</dev/null")]
    [InlineData("2>&-")]
    [InlineData(">/dev/full")]
    [InlineData(">&-")]
    [InlineData(">&- 2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public void Closed_and_full_streams_are_no_defect(string redirection)
    {
        var folder = _temporary.File("gen");
        var input = _network.Input();
        var before = File.ReadAllBytes(_network.Path);

        foreach (var command in new[] { "targets", $"inspect '{_network.Path}'", $"run '{_network.Path}' --input '{input}'",
            $"compile '{_network.Path}' --target host --output '{folder}'", "inspect nothing.json" })
        {
            var result = Mnv2cProcess.Shell($"mnv2c {command} {redirection}");
            Assert.InRange(result.ExitCode, 0, 1);
            Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled", result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllBytes(_network.Path));
        Assert.True(File.Exists(Path.Combine(folder, "tiny.c")));
    }

    /// <summary>Decimal commas, and a language whose small letter of I is another.</summary>
    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public void The_same_command_does_the_same_in_every_country(string locale)
    {
        var (here, there) = (_temporary.File("here"), _temporary.File("there"));
        var abroad = new Dictionary<string, string?>
        {
            ["LANG"] = locale,
            ["LC_ALL"] = locale,
            // With culture data: the program's own setting gives way to this one.
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0",
            ["DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY"] = "0",
        };
        foreach (var (folder, environment) in new[] { (here, new Dictionary<string, string?>()), (there, abroad) })
        {
            Directory.CreateDirectory(folder);
            var made = Mnv2cProcess.Run(environment, "new", "mobilenet_v2", "--width", "0.15", "--resolution", "16", "--classes", "3",
                "--output", Path.Combine(folder, "INIT.json"));
            Assert.Equal(("", 0), (made.Error, made.ExitCode));
            var compiled = Mnv2cProcess.Run(environment, "compile", Path.Combine(folder, "INIT.json"), "--target", "CORTEX-M4",
                "--schedule", "STREAM", "--output", Path.Combine(folder, "gen"));
            Assert.Equal(("", 0), (compiled.Error, compiled.ExitCode));
            Assert.Contains("est", Mnv2cProcess.Run(environment, "plan", Path.Combine(folder, "INIT.json"), "--target", "cortex-m4").Out,
                StringComparison.Ordinal);
        }

        Assert.Equal(Snapshot(here), Snapshot(there));
        var comma = Mnv2cProcess.Run(abroad, "new", "mobilenet_v2", "--width", "0,35", "--output", Path.Combine(there, "x.json"));
        Assert.Equal(ExitCode.Failure, comma.ExitCode);
        Assert.Contains("'0,35' is no number", comma.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public void A_missing_compiler_is_reported(string target)
    {
        var nothing = Directory.CreateDirectory(_temporary.File("nothing")).FullName;

        var result = Mnv2cProcess.Run(new Dictionary<string, string?> { ["PATH"] = nothing }, "verify", _network.Path, "--target", target);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("MNV6001", result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_place_for_temporary_files_that_is_none_is_named()
    {
        Tool.Require("gcc");
        var nowhere = _temporary.File("nowhere");

        var result =
            Mnv2cProcess.Run(new Dictionary<string, string?> { ["TMPDIR"] = nowhere }, "verify", _network.Path, "--target", "host");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("MNV7002", result.Error, StringComparison.Ordinal);
        Assert.Contains(nowhere, result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_missing_emulator_is_reported()
    {
        Tool.Require("arm-none-eabi-gcc");
        var some = Directory.CreateDirectory(_temporary.File("some")).FullName;
        var compiler = Tool.Run(some, "sh", "-c", "command -v arm-none-eabi-gcc").Trim();
        File.CreateSymbolicLink(Path.Combine(some, "arm-none-eabi-gcc"), compiler);

        var result =
            Mnv2cProcess.Run(new Dictionary<string, string?> { ["PATH"] = some }, "verify", _network.Path, "--target", "cortex-m4");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("MNV6001", result.Error, StringComparison.Ordinal);
        Assert.Contains("qemu-system-arm", result.Error, StringComparison.Ordinal);
    }

    /// <summary>In a name space of its own, where disks can be mounted without being anybody.</summary>
    private static CliResult InNamespace(string script)
    {
        Skip.If(Mnv2cProcess.Shell("unshare -rm true").ExitCode != 0, "name spaces are not allowed here");
        using var folder = new TemporaryFolder();
        var file = folder.Write("script.sh", Mnv2cProcess.ShellFunction + "\n" + script);
        return Mnv2cProcess.Shell($"unshare -rm sh '{file}'");
    }

    private static string[] Snapshot(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => Path.GetRelativePath(folder, f) + ": "
                + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))),
    ];
}
