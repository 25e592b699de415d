using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>MNV43xx: heads that are not known or do not fit.</summary>
internal static class HeadDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownHeadDescriptor = new(
        "MNV4301",
        "Head is not known",
        "`--head NAME` names what the outputs of a network mean; `mnv2c heads` lists the names.",
        "Correct the name.");

    public static readonly DiagnosticDescriptor BadOptionDescriptor = new(
        "MNV4302",
        "Option of a head is wrong",
        "After the head's name come options, `--head ssd:threshold=0.4,most=5`: one of them is not known, or its value is "
            + "outside of what it may be.",
        "`mnv2c heads` lists the options with their values.");

    public static readonly DiagnosticDescriptor DoesNotFitDescriptor = new(
        "MNV4303",
        "Head does not fit the network",
        "A head reads outputs of certain shapes and types; this network's outputs are others.",
        "`mnv2c heads` tells what each head reads, `mnv2c inspect` what the network gives. "
            + "Take another head, or say by options what the outputs are.");

    public static Diagnostic UnknownHead(string name, IEnumerable<string> known) => new(
        UnknownHeadDescriptor,
        "--head",
        $"there is no head '{name}'",
        Suggestion.Closest(name, known) is { } meant ? $"did you mean '{meant}'? 'mnv2c heads' lists all" : "'mnv2c heads' lists all");

    public static Diagnostic BadOption(string head, string problem, string help) =>
        new(BadOptionDescriptor, $"--head {head}", problem, help);

    public static Diagnostic DoesNotFit(string head, string reads, string outputs, string reason) => new(
        DoesNotFitDescriptor,
        $"--head {head}",
        $"{reason}; the network's outputs are {outputs}",
        $"the head reads {reads}");
}
