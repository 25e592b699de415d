using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Sample;

/// <summary>The network exactly as the firmware runs it, inside ordinary unit tests.</summary>
public class FirmwareNetworkTests(PersonModel person) : IClassFixture<PersonModel>
{
    [Fact]
    public void A_network_runs_in_the_test_process()
    {
        using var model = HostSimulation.Build(person.FileName);

        var scores = model.Run(PersonModel.Gradient());

        Assert.Equal(2, scores.Length);
        Assert.Equal(scores, model.RunReference(PersonModel.Gradient()));
    }

    [Fact]
    public void The_generated_C_has_the_bits_of_the_reference_interpreter()
    {
        using var model = HostSimulation.Build(person.FileName);

        // A picture of your own, and then extremes, noise and smooth fields made from a seed.
        model.AssertMatchesReference(PersonModel.Gradient());
        model.AssertMatchesReference(cases: 4, seed: 7);
    }

    [Fact]
    public void It_fits_the_memory_that_the_board_has_left()
    {
        using var model = HostSimulation.Build(person.FileName, new() { Target = "cortex-m4", RamBudgetBytes = 12 * 1024 });

        Assert.InRange(model.Plan.ArenaBytes, 1, 12 * 1024);
        Assert.InRange(model.Plan.WeightsBytes, 1, 256 * 1024);
    }

    [Fact]
    public void Every_step_can_be_looked_at()
    {
        using var model = HostSimulation.Build(person.FileName, new() { Schedule = ScheduleMode.Layers });

        var steps = model.RunSteps(PersonModel.Gradient());

        var first = steps[0];
        Assert.Equal((0, "CONV_2D"), (first.Index, first.Operator));
        Assert.Equal((16, 16), (first.Shape.Height, first.Shape.Width));
        Assert.Contains(first.Values<sbyte>(), v => v != first.Values<sbyte>()[0]);
        Assert.Equal("SOFTMAX", steps[^1].Operator);
        Assert.Equal(model.Run(PersonModel.Gradient()), steps[^1].Values<sbyte>());
    }

    [Fact]
    public void Rows_can_be_pushed_as_the_camera_delivers_them()
    {
        using var whole = HostSimulation.Build(person.FileName, new() { Schedule = ScheduleMode.Stream });
        using var streamed = HostSimulation.Build(person.FileName, new() { Schedule = ScheduleMode.Stream, Input = InputMode.Rows });
        var picture = PersonModel.Gradient();
        const int RowElements = PersonModel.Width * PersonModel.Channels;

        streamed.BeginRows();
        for (var row = 0; row < PersonModel.Height; row++)
            streamed.PushRows(picture.AsSpan(row * RowElements, RowElements));
        var scores = streamed.FinishRows<sbyte>();

        Assert.Equal(whole.Run(picture), scores);
        Assert.True(streamed.Plan.ArenaBytes < whole.Plan.ArenaBytes);
    }

    [SkippableFact]
    public void The_same_bits_come_from_an_emulated_Cortex_M7()
    {
        Tool.Require("qemu-system-arm");
        Tool.Require("arm-none-eabi-gcc");
        using var host = HostSimulation.Build(person.FileName);
        using var core = EmulatedTarget.Build(person.FileName, "cortex-m7");

        Assert.Equal(host.Run(PersonModel.Gradient()), core.Run(PersonModel.Gradient()));
        core.AssertMatchesReference(PersonModel.Gradient());
    }
}
