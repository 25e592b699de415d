using System.Reflection;
using MobileNetV2.CodeGen.Cli.Tests.Processes;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Examples;

/// <summary>The firmware of <c>examples/</c>, built and run as its pages say.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly TemporaryFolder _build = new();

    public void Dispose() => _build.Dispose();

    /// <summary>On emulated boards the answer is the desk's; what Zephyr's sources print is what the bare board prints; the sketch is C++
    /// without warnings.</summary>
    [SkippableTheory]
    [InlineData("classify", "m4")]
    [InlineData("detect", "m4", "m55")]
    [InlineData("segment", "m55")]
    [InlineData("faces", "m4")]
    [InlineData("pose", "m4")]
    public void An_example_answers_as_the_desk(string example, params string[] boards)
    {
        Tool.Require("qemu-system-arm");
        Tool.Require("arm-none-eabi-gcc");

        var printed = boards.Select(board => Printed(Make(example, "check", $"BOARD={board}"))).ToArray();

        Assert.All(printed, p => Assert.Equal(printed[0], p));
        Assert.NotEmpty(printed[0]);
        Assert.Equal(printed[0], Printed(RunOnZephyr(example)));
        CheckSketch(example);
    }

    /// <summary>Every example is built by a case above, and its parts are there.</summary>
    [Fact]
    public void Every_example_is_tested()
    {
        var tested = typeof(ExampleTests).GetMethod(nameof(An_example_answers_as_the_desk))!
            .GetCustomAttributes<InlineDataAttribute>().SelectMany(a => a.GetData(null!)).Select(d => (string)d[0]);
        var folders = Directory.GetDirectories(Checkout.PathOf("examples")).Where(d => File.Exists(Path.Combine(d, "Makefile")))
            .Select(d => Path.GetFileName(d)!);

        Assert.Equal(folders.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    private string Make(string example, params string[] goals) => Tool.Run(
        Checkout.PathOf("examples", example),
        "make",
        ["-s", "MAKEFLAGS=", $"BUILD={_build.FullPath}", $"MNV2C={Mnv2cProcess.ShellCommand}", .. goals]);

    /// <summary>The firmware's own lines: those behind the commands of the desk.</summary>
    private static string[] Printed(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(l => !l.StartsWith("the firmware's", StringComparison.Ordinal));
        return [.. lines.Reverse().TakeWhile(l => l != "firmware:").Reverse()];
    }

    /// <summary>The application's own CMake files against a small stand-in for Zephyr; the program runs on this computer.</summary>
    private string RunOnZephyr(string example)
    {
        Tool.Require("cmake");
        Make(example, "zephyr");
        // The application names the module by its own folder; here what is built lies elsewhere.
        var application = _build.File(Path.Combine("app", example));
        Copy(Checkout.PathOf("examples", example), application);
        Copy(Checkout.PathOf("examples", "boards"), _build.File(Path.Combine("app", "boards")));
        Directory.Move(_build.File("zephyr"), Directory.CreateDirectory(Path.Combine(application, "build")).FullName + "/zephyr");
        Tool.Run(
            _build.FullPath,
            "env",
            $"ZEPHYR_BASE={Sources("zephyr")}", "cmake", "-S", Path.Combine(application, "zephyr"), "-B", "west", "-Werror=dev");
        Tool.Run(_build.FullPath, "cmake", "--build", "west");
        return Tool.Run(_build.FullPath, _build.File("west/app"));
    }

    private void CheckSketch(string example)
    {
        Make(example, "arduino");
        Tool.Run(
            Checkout.PathOf("examples", example, "arduino", example),
            "arm-none-eabi-g++",
            "-std=gnu++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I" + Sources("arduino"), "-I" + _build.File("arduino/src"),
            "-include",
            Checkout.PathOf("tests", "MobileNetV2.CodeGen.Tests", "Emission", "BuildSystems", "arduino", "Arduino.h"),
            "-x", "c++",
            $"{example}.ino");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(from, f).StartsWith("build", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Sources(string folder) => Checkout.PathOf("tests", "MobileNetV2.CodeGen.Cli.Tests", "Examples", folder);
}
