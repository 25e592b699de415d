using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen;

/// <summary>Several networks for one firmware: one folder, with the runtime once.</summary>
public static class SeveralNetworks
{
    /// <summary>The formats of <c>--emit</c> that can build several networks of one folder; others want a folder for each.</summary>
    public static bool CanBuild(BuildFormat format) => NetworksFolder.Serves(format);

    /// <summary>Joins the files of <paramref name="networks"/>, which were compiled one by one.</summary>
    /// <returns>The files; or none, and the path that two networks would both write.</returns>
    public static (ImmutableArray<GeneratedFile> Files, string? Clash) Join(ImmutableArray<(string Name, CompileResult Result)> networks) =>
        NetworksFolder.Merge([.. networks.Select(n => (n.Name, n.Result.Files))], networks[0].Result.Plan.ToolVersion);
}
