using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.MSBuild.Tests;

/// <summary>The CycloneDX document of a package: the libraries of its lock file, with versions, digests and licences.</summary>
internal sealed class BillOfMaterials
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _package;
    private readonly string _version;
    private readonly List<(string Name, string Version, string Digest, string[] Needs)> _libraries = [];

    /// <param name="package">The package's id.</param>
    /// <param name="version">Of the package.</param>
    /// <param name="project">Whose lock file says what is in it.</param>
    public BillOfMaterials(string package, string version, string project)
    {
        (_package, _version) = (package, version);
        var locked = JsonNode.Parse(
            File.ReadAllText(Checkout.PathOf("generator", project, "packages.lock.json")))!["dependencies"]!["net10.0"]!.AsObject();
        foreach (var (name, entry) in locked.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            // Analyzers and tools of the build are in no package; projects are packages of their own.
            if ((string)entry!["type"]! == "Project" || name.EndsWith("Analyzers", StringComparison.Ordinal)
                || name.EndsWith(".Tools", StringComparison.Ordinal))
                continue;
            var needs = entry["dependencies"]?.AsObject().Select(d => d.Key).Order(StringComparer.Ordinal).ToArray() ?? [];
            _libraries.Add((name, (string)entry["resolved"]!,
                Convert.ToHexStringLower(Convert.FromBase64String((string)entry["contentHash"]!)), needs));
        }
    }

    public string ToJson() => new JsonObject
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["version"] = 1,
        ["metadata"] = new JsonObject { ["component"] = Component("application", _package, _version, "Apache-2.0") },
        ["components"] = new JsonArray([.. _libraries.Select(Library)]),
        ["dependencies"] = new JsonArray(
        [
            Needs(Reference(_package, _version), _libraries.Select(l => l.Name)),
            .. _libraries.Select(l => Needs(Reference(l.Name, l.Version), l.Needs)),
        ]),
    }.ToJsonString(Indented) + "\n";

    private static JsonNode Library((string Name, string Version, string Digest, string[] Needs) library)
    {
        var component = Component("library", library.Name, library.Version, Licence(library.Name, library.Version));
        component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = library.Digest });
        return component;
    }

    private static JsonObject Component(string type, string name, string version, string licence) => new()
    {
        ["type"] = type,
        ["bom-ref"] = Reference(name, version),
        ["name"] = name,
        ["version"] = version,
        ["purl"] = Reference(name, version),
        ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { [licence.Contains(' ') ? "name" : "id"] = licence } }),
    };

    private JsonObject Needs(string reference, IEnumerable<string> names) => new JsonObject
    {
        ["ref"] = reference,
        ["dependsOn"] =
            new JsonArray([.. names.Select(name => JsonValue.Create(Reference(name, _libraries.Single(l => l.Name == name).Version)))]),
    };

    private static string Reference(string name, string version) => $"pkg:nuget/{name}@{version}";

    /// <summary>What the restored package says of its licence.</summary>
    private static string Licence(string name, string version)
    {
        var (id, number) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        var metadata = XDocument.Load(Path.Combine(RestoredPackages.Folder, id, number, $"{id}.nuspec")).Root!.Elements()
            .Single(e => e.Name.LocalName == "metadata");
        var licence = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
        return licence is { Value: var text } && (string?)licence.Attribute("type") == "expression" ? text
            : (string?)metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "licenseUrl") is { } url ? $"see {url}"
            : "in the package";
    }
}
