using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Tests.Heads;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Mutation;

/// <summary>Small networks that together run every kernel of the runtime, in the forms of four kinds of cores.</summary>
internal static class KernelPrograms
{
    /// <summary>Forms of kernels, and the compiler's flags that choose each on this machine.</summary>
    public static ImmutableArray<(string Form, ImmutableArray<string> Flags)> Forms { get; } =
        [("plain", []), ("dsp", InstructionsInC.Dsp), ("helium", InstructionsInC.Helium), (Halfwords, InstructionsInC.Armv6M)];

    private const string Halfwords = "halfwords";

    public static IEnumerable<(string Name, string Form, CompileRequest Request)> All()
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var kernels = seed % 2 == 1 ? KernelSet.Portable : KernelSet.CmsisNn;
            yield return Program($"everything_{seed}", "plain", RandomGraphs.Everything(seed), kernels);
            yield return Program($"everything_{seed}", "dsp", RandomGraphs.Everything(seed), KernelSet.Portable);
            yield return Program($"everything_{seed}", "helium", RandomGraphs.Everything(seed), KernelSet.Portable);
            yield return Program($"numbers_{seed}", "plain", RandomGraphs.Numbers(seed));
            yield return Program($"floats_{seed}", "plain", RandomGraphs.Floats(seed));
            yield return Program($"windows_{seed}", Halfwords, RandomGraphs.Windows(seed), change: InHalfwords(4));
            yield return Program($"usual_{seed}", Halfwords, RandomGraphs.UsualWindows(seed), change: InHalfwords(2));
            yield return Program($"zero_points_{seed}", Halfwords, RandomGraphs.ZeroPoints(seed), change: InHalfwords(4));
            yield return Program($"network_{seed}", Halfwords, RandomGraphs.Network(seed), change: InHalfwords(4, tile: 5));
            yield return Program($"thrifty_{seed}", "dsp", RandomGraphs.UsualWindows(seed + 10), change: r => r with
            {
                FirstKernels = [new ConvolveQuads(seed % 2 == 0 ? 1 : 2), new DepthwiseQuads(hasScratch: false)],
            });
            foreach (var (form, _) in Forms.Where(f => f.Form != Halfwords))
            {
                yield return Program($"windows_{seed}", form, RandomGraphs.Windows(seed), kernels);
                yield return Program($"usual_{seed}", form, RandomGraphs.UsualWindows(seed));
                yield return Program($"zero_points_{seed}", form, RandomGraphs.ZeroPoints(seed));
                yield return Program($"network_{seed}", form, RandomGraphs.Network(seed), kernels);
                yield return Program(
                    $"int4_{seed}", form, Int4Graphs.Of(RandomGraphs.Network(seed + 4)), change: r => r with { PackInt4 = true });
            }
        }

        foreach (var (form, _) in Forms)
        {
            for (ulong seed = 1; seed <= 3; seed++)
                yield return Program($"extreme_{seed}", form, FilterGraphs.Extreme(seed),
                    change: form == Halfwords ? InHalfwords(4) : null);
            var network = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = 40, Classes = 3 });
            yield return Program("mobilenet_layers", form, network, change: form == Halfwords ? InHalfwords(2) : InLayers);
            yield return Program("mobilenet_chains", form, network, change: form == Halfwords ? InHalfwords(4, tile: 5) : Chains(3));
        }

        foreach (var kind in WideGraphs.Kinds)
        {
            yield return Program($"wide_{kind}_0", "plain", WideGraphs.Single(kind, 0));
            yield return Program($"wide_{kind}_1", "plain", WideGraphs.Single(kind, 1));
        }

        for (ulong seed = 1; seed <= 6; seed++)
        {
            var (tile, form) = (new[] { StreamStage.WholeRows, 4, 1 }[seed % 3], Forms[(int)seed % 3].Form);
            yield return Program($"chains_{seed}", form, RandomGraphs.Network(seed + 20), KernelSet.Portable, Chains(tile));
            yield return Program($"chains_cmsis_{seed}", "plain", RandomGraphs.Network(seed + 40), KernelSet.CmsisNn, Chains(tile));
            yield return Program($"wide_chains_{seed}", "plain", WideGraphs.Network(seed), change: Chains(tile));
        }

        foreach (var format in Enum.GetValues<CameraFormat>())
            yield return Camera(format);
        foreach (var head in HeadsInCTests.Cases.Values.Select((make, i) => (Network: make(), Index: i)))
        {
            yield return Program(
                $"head_{head.Index}", "plain", head.Network.Graph, change: r => r with { Head = head.Network.Head });
        }
    }

    private static Func<CompileRequest, CompileRequest> Chains(int tilePixels) =>
        request => request with { FixedSchedule = graph => LongestChains.Of(graph, tilePixels) };

    private static CompileRequest InLayers(CompileRequest request) => request with
    {
        FixedSchedule = graph => LayerScheduler.Schedule(
            graph, new StreamCosts(new KernelChoices(graph, request.Target, request.Kernels, request.FirstKernels))),
    };

    /// <summary>The kernels of cores without products of pairs; on the host others are faster, and taken where a plan may choose.</summary>
    /// <param name="tile">Pixels of a tile of streams; null for layers.</param>
    private static Func<CompileRequest, CompileRequest> InHalfwords(int pixelsAtOnce, int? tile = null) => request =>
    {
        var changed = request with
        {
            FirstKernels = [new ConvolveHalfwords(pixelsAtOnce, isForAll: true), new FullyConnectFours(isForAll: true)],
        };
        return tile is { } pixels ? Chains(pixels)(changed) : InLayers(changed);
    };

    private static (string Name, string Form, CompileRequest Request) Camera(CameraFormat format)
    {
        var (resize, crop) = ((int)format % 3) switch
        {
            0 => (ResizeMethod.Bilinear, CropMode.Center),
            1 => (ResizeMethod.Area, CropMode.Letterbox),
            _ => (ResizeMethod.Nearest, CropMode.Center),
        };
        var network = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 5 });
        var camera = new CameraInput(format)
        {
            Size = (50, 38),
            Resize = resize,
            Crop = crop,
            IsLimitedRange = (int)format % 2 == 1,
        };
        return Program(
            $"camera_{format}", Forms[(int)format % 3].Form, Compiler.WithCamera(network, camera).Sound(),
            change: (int)format % 2 == 0 ? r => r with { Input = InputMode.Rows, Schedule = ScheduleMode.Stream } : null);
    }

    private static (string Name, string Form, CompileRequest Request) Program(
        string name, string form, Graph graph, KernelSet kernels = KernelSet.Portable, Func<CompileRequest, CompileRequest>? change = null)
    {
        var request = Networks.Request(graph, "host", kernels).Compile;
        request = request with
        {
            Target = request.Target with { HasDsp = form is "dsp" or "helium", HasMve = form == "helium" },
        };
        return ($"{form}_{name}".ToLowerInvariant(), form, change is null ? request : change(request));
    }
}
