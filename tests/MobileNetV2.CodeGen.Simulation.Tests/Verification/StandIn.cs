using System.Text;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Two steps of sixteen elements, RELU and RELU6 with scale 1, in C written by hand: where a mistake can be planted.</summary>
internal static class StandIn
{
    public const int Bytes = 16;

    public static Graph Graph { get; } = MakeGraph();

    /// <param name="mistake">Runs at the beginning of step 1, on <c>uint8_t arena[64]</c>.</param>
    public static SimulatedModel Model(string mistake = "")
    {
        var tensors = Graph.Tensors;
        var port = (int id, int offset) => new PlacedTensor(new(id), tensors[id].Name, ElementType.Int8, Bytes, 0, offset);
        var tensor = (int step, int id, int offset) =>
            new TracedTensor(step, Graph.Operators[step].Kind, new(id), tensors[id].Name, ElementType.Int8, 0, offset, Bytes);
        return new(
            "m",
            [File("m.h", Header), File("m.c", Code(mistake))],
            KernelSet.Portable,
            WeightsFormat.C,
            [port(0, 0)],
            [port(2, 32)],
            [64],
            2,
            [tensor(0, 1, 16), tensor(1, 2, 32)]);
    }

    private static Graph MakeGraph()
    {
        var graph = new GraphBuilder("stand_in");
        var scale = QuantizationParameters.PerTensor(1, 0);
        var shape = new Shape(1, Bytes);
        var input = graph.Input("input", shape, ElementType.Int8, scale);
        var relu = graph.Tensor("positive", shape, ElementType.Int8, scale);
        var relu6 = graph.Tensor("small", shape, ElementType.Int8, scale);
        graph.Add(id => new Relu(id, [input], [relu], Activation.Relu));
        graph.Add(id => new Relu(id, [relu], [relu6], Activation.Relu6));
        graph.Output(relu6);
        return graph.Build();
    }

    private static GeneratedFile File(string name, string text) => new(name, s => s.Write(Encoding.UTF8.GetBytes(text)));

    private const string Header = """
        #ifndef M_H
        #define M_H
        #include <stddef.h>
        #include <stdint.h>
        typedef enum { M_OK = 0, M_ERROR_KERNEL = 3 } m_status;
        m_status m_run(const int8_t *input, int8_t *output);
        int8_t *m_input(void);
        m_status m_invoke(void);
        const int8_t *m_output(void);
        #endif
        """;

    private static string Code(string mistake) => $$"""
        #include <string.h>
        #include "m.h"

        #ifdef M_ARENA_SECTION
        __attribute__((section(M_ARENA_SECTION)))
        #endif
        static uint8_t arena[64];

        int8_t *m_input(void) { return (int8_t *)arena; }

        const int8_t *m_output(void) { return (int8_t *)arena + 32; }

        static int clamp(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

        __attribute__((unused, noinline)) static uint8_t use_stack(void)
        {
            volatile uint8_t deep[40000];
            for (size_t i = sizeof deep; i-- > 0;)
            {
                deep[i] = arena[i % 16];
            }
            return deep[arena[0]];
        }

        m_status m_invoke(void)
        {
            for (size_t i = 0; i < 16; ++i)
            {
                arena[16 + i] = (uint8_t)clamp((int8_t)arena[i], 0, 127);
            }
            MNV2_ON_STEP(0);
            {{mistake}}
            for (size_t i = 0; i < 16; ++i)
            {
                arena[32 + i] = (uint8_t)clamp((int8_t)arena[16 + i], 0, 6);
            }
            MNV2_ON_STEP(1);
            return M_OK;
        }

        m_status m_run(const int8_t *input, int8_t *output)
        {
            memcpy(m_input(), input, 16);
            const m_status status = m_invoke();
            memcpy(output, m_output(), 16);
            return status;
        }
        """;
}
