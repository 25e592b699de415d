using System.Diagnostics;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>
/// Runs programs such as C compilers. A test that needs one which is not installed is skipped on somebody's machine, and fails under
/// <c>CI=true</c>: nobody reads there what was skipped.
/// </summary>
internal static class Tool
{
    /// <summary>Warnings that generated and runtime C must not give.</summary>
    public static readonly string[] StrictC11 =
    [
        "-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Wcast-qual", "-Wshadow", "-Wundef", "-Wdouble-promotion", "-Wmissing-prototypes",
        "-Wpedantic", "-Wstrict-prototypes", "-Wcast-align", "-Wcomment", "-Werror",
    ];

    public static void Require(string program) => Require(IsInstalled(program), program);

    /// <inheritdoc cref="Require(string)"/>
    public static void Require(bool isInstalled, string program) =>
        Require(isInstalled, program, Environment.GetEnvironmentVariable("CI") == "true");

    /// <inheritdoc cref="Require(string)"/>
    public static void Require(bool isInstalled, string program, bool isContinuousIntegration)
    {
        var problem = $"'{program}' is not installed; 'bash eng/setup.sh --tests' installs it";
        Assert.True(isInstalled || !isContinuousIntegration, problem);
        Skip.IfNot(isInstalled, problem);
    }

    /// <summary>Runs to the end; a non-zero exit fails the test and shows what was printed.</summary>
    public static string Run(string folder, string program, params string[] arguments)
    {
        var (exit, output, errors) = RunToEnd(folder, program, arguments);
        Assert.True(exit == 0, $"{program} {string.Join(' ', arguments)}\nexit {exit}\n{output}\n{errors}");
        return output;
    }

    /// <summary>Runs to the end; exit 0 fails the test. What was printed to the error stream.</summary>
    public static string Refuse(string folder, string program, params string[] arguments)
    {
        var (exit, output, errors) = RunToEnd(folder, program, arguments);
        Assert.True(exit != 0, $"{program} {string.Join(' ', arguments)}\nwas expected to fail\n{output}\n{errors}");
        return errors;
    }

    private static (int Exit, string Output, string Errors) RunToEnd(string folder, string program, string[] arguments)
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
        return (process.ExitCode, output, errors.Result);
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, program)));
}
