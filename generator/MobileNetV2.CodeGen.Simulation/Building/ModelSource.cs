using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>Writes <c>mnv2_model.c</c>: the generated model as the harness sees it (<c>mnv2_model.h</c>).</summary>
internal static class ModelSource
{
    /// <summary>The generated model's name of an arena, without its prefix.</summary>
    public static string ArenaName(int arena) => arena == 0 ? "arena" : string.Create(CultureInfo.InvariantCulture, $"arena_{arena}");

    /// <param name="bringsArenas">The arenas are the harness's own, bound before the first inference.</param>
    public static string For(SimulatedModel model, bool bringsArenas)
    {
        var m = model.Name;
        var owned = bringsArenas ? Arenas(model) : [];
        var c = new StringBuilder();
        c.Append(CultureInfo.InvariantCulture, $"""
            #include "mnv2_model.h"

            #include <string.h>

            #include "{m}.h"

            #ifdef MNV2_HARNESS_SECTION
            #define PLACED __attribute__((section(MNV2_HARNESS_SECTION)))
            #else
            #define PLACED
            #endif

            static PLACED _Alignas(16) uint8_t input[{model.InputMemory.SizeBytes}];
            static PLACED _Alignas(16) uint8_t output[{model.ResultBytes}];
            {string.Concat(owned.Select(i => $"static PLACED _Alignas(16) uint8_t {ArenaName(i)}[{model.ArenaBytes[i]}];\n"))}
            static const mnv2_tensor tensors[] = {Braced(model.Tensors.Select(t => $"{{{t.Step}, {t.Arena}, {t.OffsetBytes}, {t.SizeBytes}}}").DefaultIfEmpty("{0, 0, 0, 0}"))};

            const mnv2_model mnv2_model_under_test = {Braced([
                $"{model.InputMemory.SizeBytes}", $"{model.ResultBytes}", $"{model.StepCount}", $"{model.Tensors.Length}", "tensors", "input", "output"])};

            """);
        c.AppendLine();
        if (model.Weights == WeightsFormat.Bin)
            c.AppendLine("extern const uint8_t mnv2_weights_begin[];\nextern const uint8_t mnv2_weights_end[];\n");
        c.AppendLine("int mnv2_model_prepare(void)\n{");
        foreach (var arena in owned.Select(ArenaName))
            c.AppendLine($"    if ({m}_bind_{arena}({arena}, sizeof {arena}) != 0)\n    {{\n        return 1;\n    }}");
        c.AppendLine(model.Weights == WeightsFormat.Bin
            ? $"    const int bound = (int){m}_bind_weights(mnv2_weights_begin, (size_t)(mnv2_weights_end - mnv2_weights_begin));"
            : "    const int bound = 0;");
        c.AppendLine(model.HasState ? $"    return bound != 0 ? bound : (int){m}_reset();" : "    return bound;");
        c.AppendLine("}\n");
        c.AppendLine(model.AnswersRows ? RowsChecksum : "");
        c.AppendLine(CultureInfo.InvariantCulture, $"int mnv2_model_run(void)\n{{\n{Run(model)}}}\n");
        c.AppendLine(CultureInfo.InvariantCulture, $"int mnv2_model_invoke(void)\n{{\n    return (int){Invoke(model)};\n}}\n");
        c.AppendLine("void mnv2_model_load(void)\n{");
        for (var i = 0; i < model.Inputs.Length && model.Inputs[i].Arena != PlacedTensor.Nowhere; i++)
            c.AppendLine(CultureInfo.InvariantCulture,
                $"    memcpy({Port(m, model.Inputs, "input", i)}, &input[{model.InputMemory.OffsetBytes(i)}], "
                    + $"{model.Inputs[i].SizeBytes});");
        c.AppendLine("}\n");
        c.AppendLine(
            Choice("uint8_t *mnv2_model_arena(uint32_t index)", Arenas(model)
                .Select(i => bringsArenas ? ArenaName(i) : ArenaBase(model, i)), "NULL"));
        c.AppendLine(Choice("uint32_t mnv2_model_arena_bytes(uint32_t index)", Arenas(model).Select(i => $"{model.ArenaBytes[i]}"), "0"));
        return c.ToString();
    }

    /// <summary>FNV-1a of all rows of a class map, which would take too much memory.</summary>
    private const string RowsChecksum =
        """
        static void check_row(void *context, int32_t y, const uint8_t *classes, int32_t width)
        {
            uint32_t *const sum = context;
            (void)y;
            for (int32_t x = 0; x < width; ++x)
            {
                *sum = (*sum ^ classes[x]) * 16777619U;
            }
        }

        """;

    private static string Run(SimulatedModel model)
    {
        var run = $"{model.Name}_run({string.Join(", ", Arguments(model))})";
        if (model.AnswerBytes == 0)
            return $"    return (int){run};\n";
        var (m, end) = (model.Name, model.AnswerOffset + model.AnswerBytes);
        return $"    const int status = (int){run};\n    if (status != 0)\n    {{\n        return status;\n    }}\n"
            + $"    uint32_t *const sum = (uint32_t *)(void *)&output[{end}];\n    *sum = 2166136261U;\n"
            + (model.AnswersRows ? $"    {m}_on_rows(check_row, sum);\n" : "")
            + $"    return (int){m}_read_answer(({m}_answer *)(void *)&output[{model.AnswerOffset}]);\n";
    }

    private static IEnumerable<int> Arenas(SimulatedModel model) => Enumerable.Range(0, model.ArenaBytes.Length);

    private static string Choice(string function, IEnumerable<string?> results, string otherwise)
    {
        var cases = results.Select((result, i) => result is null ? "" : $"    case {i}:\n        return {result};\n");
        return $"{function}\n{{\n    switch (index)\n    {{\n{string.Concat(cases)}    default:\n        return {otherwise};\n    }}\n}}\n";
    }

    /// <summary>A model whose rows are pushed computes while they come: then an inference without its input does not exist.</summary>
    private static string Invoke(SimulatedModel model) => model.Inputs.Any(p => p.Arena == PlacedTensor.Nowhere)
        ? $"{model.Name}_run({string.Join(", ", Arguments(model))})"
        : $"{model.Name}_invoke()";

    /// <summary>The generated model keeps its arenas to itself, but it says where a port is.</summary>
    private static string? ArenaBase(SimulatedModel model, int arena) =>
        ArenaBase(model.Name, model.Inputs, "input", arena) ?? ArenaBase(model.Name, model.Outputs, "output", arena);

    private static string? ArenaBase(string m, ImmutableArray<PlacedTensor> ports, string function, int arena)
    {
        for (var i = 0; i < ports.Length; i++)
        {
            if (ports[i].Arena == arena)
                return $"(uint8_t *)(uintptr_t){Port(m, ports, function, i)} - {ports[i].OffsetBytes}";
        }

        return null;
    }

    private static string Port(string m, ImmutableArray<PlacedTensor> ports, string function, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{m}_{function}({(ports.Length == 1 ? "" : index)})");

    private static IEnumerable<string> Arguments(SimulatedModel model) =>
        Pointers(model.InputMemory, "input", "const ").Concat(Pointers(model.OutputMemory, "output", ""));

    private static IEnumerable<string> Pointers(PortMemory memory, string array, string qualifier) =>
        memory.Ports.Select((p, i) => $"({qualifier}{p.Type.CName()} *)(void *)&{array}[{memory.OffsetBytes(i)}]");

    private static string Braced(IEnumerable<string> items) => "{" + string.Join(", ", items) + "}";
}
