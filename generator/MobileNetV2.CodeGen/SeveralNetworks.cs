using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen;

/// <summary>Several networks for one firmware: one folder, with the runtime once, and by choice one arena.</summary>
public static class SeveralNetworks
{
    /// <summary>The formats of <c>--emit</c> that can build several networks of one folder; others want a folder for each.</summary>
    public static bool CanBuild(BuildFormat format) => NetworksFolder.Serves(format);

    /// <summary>What networks are called together.</summary>
    /// <param name="first">The name of the first.</param>
    public static string NameOf(string first) => first + "_and_others";

    /// <summary>For <see cref="CompileRequest.SharedArena"/> of each of them.</summary>
    /// <param name="first">The name of the first.</param>
    public static string ArenaOf(string first) => NameOf(first) + "_arena";

    /// <summary>Why these networks cannot have one arena in common; null when they can.</summary>
    public static string? WhyNotOneArena(ImmutableArray<(string Name, CompileResult Result)> networks) =>
        networks.FirstOrDefault(n => n.Result.Plan.Arenas.Length > 1) is { Result: { } result, Name: var name }
            ? $"'{name}' needs memory in {result.Plan.Arenas.Length} regions, a shared arena is in one"
            : null;

    /// <summary>Joins the files of <paramref name="networks"/>, which were compiled one by one.</summary>
    /// <param name="sharedArena">The name of the arena that all of them were compiled for; null when each has its own.</param>
    /// <returns>The files; or none, and the path that two networks would both write.</returns>
    public static (ImmutableArray<GeneratedFile> Files, string? Clash) Join(
        ImmutableArray<(string Name, CompileResult Result)> networks, string? sharedArena = null)
    {
        var largest = Math.Max(1, networks.Max(n => n.Result.Plan.ArenaBytes));
        var view = new NetworksView(
            [.. networks.Select(n => new NetworkView(n.Name, n.Result.Plan, (int)(100 * n.Result.Plan.ArenaBytes / largest)))],
            sharedArena,
            networks.Max(n => n.Result.Program.Program.Target.AlignmentBytes),
            networks.Select(n => n.Result.ArenaSection).FirstOrDefault(s => s is not null),
            ToolInfo.Name,
            networks[0].Result.Plan.ToolVersion);
        return NetworksFolder.Merge(NameOf(networks[0].Name), [.. networks.Select(n => n.Result.Files)], view);
    }
}
