using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Simulation.Tests.Kernels;

/// <summary>A kernel set of a test: RELU as a function made for one layer, its limits and its size in the text.</summary>
internal sealed class GeneratedClamp : KernelRule<Relu>
{
    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(Relu op, KernelQuestion question)
    {
        var constants = RequantizeConstants.For(question.Tensors, op);
        if (!constants.IsClampOnly)
            return KernelAnswer.No("it rescales");
        var name = "generated_clamp_" + op.Id.Value.ToString(CultureInfo.InvariantCulture);
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            new Kernel(name, $"{name}.h", [new GeneratedSource($"{name}.c", Source(name, constants, count)),
                new GeneratedSource($"{name}.h", Header(name))], StatusConvention.None),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = 1;
        return choice.Build();
    }

    private static string Header(string name) =>
        $"#ifndef {name.ToUpperInvariant()}_H\n#define {name.ToUpperInvariant()}_H\n\n#include <stdint.h>\n\nvoid {name}(const int8_t "
            + "*input, int8_t *output);\n\n#endif\n";

    private static string Source(string name, RequantizeConstants constants, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        #include "{{name}}.h"
        #include "mnv2_runtime.h"

        void {{name}}(const int8_t *input, int8_t *output) {
            for (int32_t i = 0; i < {{count}}; ++i) {
                const int32_t x = input[i];
                const int32_t raised = x < {{constants.Range.Min}} ? {{constants.Range.Min}} : x;
                output[i] = (int8_t)(raised > {{constants.Range.Max}} ? {{constants.Range.Max}} : raised);
            }
        }

        """);
}
