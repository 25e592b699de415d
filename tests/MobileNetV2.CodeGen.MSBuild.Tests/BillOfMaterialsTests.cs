using System.IO.Compression;
using System.Xml.Linq;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

/// <summary>Every package says what it contains of others. <c>MNV2_UPDATE_GOLDEN=1</c> writes the documents.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class BillOfMaterialsTests(PackedFeed feed)
{
    /// <remarks>The MSBuild package contains what the command line's does.</remarks>
    [Theory]
    [InlineData("MobileNetV2.CodeGen", "MobileNetV2.CodeGen", "MobileNetV2.CodeGen")]
    [InlineData("MobileNetV2.CodeGen.Simulation", "MobileNetV2.CodeGen.Simulation", "MobileNetV2.CodeGen.Simulation")]
    [InlineData("mnv2c", "MobileNetV2.CodeGen.Cli", "MobileNetV2.CodeGen.Cli")]
    [InlineData("MobileNetV2.CodeGen.MSBuild", "MobileNetV2.CodeGen.MSBuild", "MobileNetV2.CodeGen.Cli")]
    public void A_package_carries_the_list_of_its_lock_file(string package, string project, string locked)
    {
        var version = XDocument.Load(Checkout.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        var expected = new BillOfMaterials(package, version, locked).ToJson();
        var path = Golden.FromCheckout(Path.Combine("generator", project, "bom.json"));
        if (Golden.IsUpdating)
            File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path));
        using var packed = ZipFile.OpenRead(Path.Combine(feed.Feed, $"{package}.{version}.nupkg"));
        using var entry = new StreamReader(packed.GetEntry("bom.json")!.Open());
        Assert.Equal(expected, entry.ReadToEnd());
    }
}
