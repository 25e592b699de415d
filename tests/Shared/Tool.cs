using System.Diagnostics;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Runs programs such as C compilers. A test that needs one which is not installed is skipped.</summary>
internal static class Tool
{
    /// <summary>Warnings that generated and runtime C must not give.</summary>
    public static readonly string[] StrictC11 =
    [
        "-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Wcast-qual", "-Wshadow", "-Wundef", "-Wdouble-promotion", "-Wmissing-prototypes",
        "-Wpedantic", "-Wstrict-prototypes", "-Wcast-align", "-Wcomment", "-Werror",
    ];

    public static void Require(string program) => Skip.IfNot(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => File.Exists(Path.Combine(d, program))),
        $"'{program}' is not installed");

    /// <summary>Runs to the end; a non-zero exit fails the test and shows what was printed.</summary>
    public static string Run(string folder, string program, params string[] arguments)
    {
        Require(program);
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\nexit {process.ExitCode}\n{output}\n{errors.Result}");
        return output;
    }
}
