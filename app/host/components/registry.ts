// Wire name -> the component that draws it: every stable component of @hubspot/ui-extensions 0.17.0.
// Props that the package marks as deprecated (Dropdown's options, readonly, valueMax, chart colors)
// are not drawn: an extension that relies on them should look wrong here.
import type { ComponentType } from 'react';
import { createController, type Controller } from '@remote-ui/react/host';
import { Button } from './button/Button.tsx';
import { ButtonRow } from './button/ButtonRow.tsx';
import { Dropdown, DropdownButtonItem } from './button/Dropdown.tsx';
import { Link } from './button/Link.tsx';
import { LoadingButton } from './button/LoadingButton.tsx';
import { BarChart, LineChart } from './chart/Chart.tsx';
import { MultiSelect } from './choice/MultiSelect.tsx';
import { Select } from './choice/Select.tsx';
import { Alert } from './feedback/Alert.tsx';
import { LoadingSpinner, ProgressBar } from './feedback/Progress.tsx';
import { EmptyState, ErrorState } from './feedback/States.tsx';
import { Statistics, StatisticsItem, StatisticsTrend } from './feedback/Statistics.tsx';
import { DateInput, TimeInput } from './field/DateInputs.tsx';
import { Form } from './field/Form.tsx';
import { CurrencyInput, NumberInput, StepperInput } from './field/NumberInputs.tsx';
import { Input, SearchInput, TextArea } from './field/TextInputs.tsx';
import { AutoGrid, Box, Flex, Inline, Stack } from './layout/Layouts.tsx';
import { Card, Divider, Spacer, Tile } from './layout/Surfaces.tsx';
import { Icon } from './media/Icon.tsx';
import { Illustration } from './media/Illustration.tsx';
import { Image } from './media/Image.tsx';
import { ScoreCircle } from './media/ScoreCircle.tsx';
import { Accordion } from './navigation/Accordion.tsx';
import { StepIndicator } from './navigation/StepIndicator.tsx';
import { Tab, Tabs } from './navigation/Tabs.tsx';
import { Modal, ModalBody, ModalFooter } from './overlay/Modal.tsx';
import { Panel, PanelBody, PanelFooter, PanelSection } from './overlay/Panel.tsx';
import { Tooltip } from './overlay/Tooltip.tsx';
import {
  Table,
  TableBody,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
} from './table/Table.tsx';
import { StatusTag, Tag } from './tag/Tags.tsx';
import { DescriptionList, DescriptionListItem, List } from './text/Lists.tsx';
import { Heading, Text } from './text/Texts.tsx';
import { Checkbox, RadioButton } from './toggle/Checkbox.tsx';
import { Toggle } from './toggle/Toggle.tsx';
import { ToggleGroup } from './toggle/ToggleGroup.tsx';
import { unknownComponent } from './Unknown.tsx';

const components = {
  Accordion,
  Alert,
  AutoGrid,
  BarChart,
  Box,
  Button,
  ButtonRow,
  Card,
  Checkbox,
  CurrencyInput,
  DateInput,
  DescriptionList,
  DescriptionListItem,
  Divider,
  Dropdown,
  DropdownButtonItem,
  EmptyState,
  ErrorState,
  Flex,
  Form,
  Heading,
  Icon,
  Illustration,
  Image,
  Inline,
  Input,
  LineChart,
  Link,
  List,
  LoadingButton,
  LoadingSpinner,
  Modal,
  ModalBody,
  ModalFooter,
  MultiSelect,
  NumberInput,
  Panel,
  PanelBody,
  PanelFooter,
  PanelSection,
  ProgressBar,
  RadioButton,
  ScoreCircle,
  SearchInput,
  Select,
  Spacer,
  Stack,
  Statistics,
  StatisticsItem,
  StatisticsTrend,
  StatusTag,
  StepIndicator,
  StepperInput,
  Tab,
  Table,
  TableBody,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
  Tabs,
  Tag,
  Text,
  TextArea,
  // The deprecated spelling has a wire name of its own.
  Textarea: TextArea,
  Tile,
  TimeInput,
  Toggle,
  ToggleGroup,
  Tooltip,
};

/** Whether the local portal draws the component with this wire name. */
export function isDrawn(wireName: string): boolean {
  return Object.hasOwn(components, wireName);
}

/** A controller that draws a placeholder for unknown names instead of failing the whole page. */
export function createComponentController(): Controller {
  const known = createController(components);
  const placeholders = new Map<string, ComponentType<object>>();
  return {
    renderer: known.renderer,
    get(type) {
      const name = String(type);
      if (isDrawn(name)) return known.get(type);
      const placeholder = placeholders.get(name) ?? unknownComponent(name);
      placeholders.set(name, placeholder);
      return placeholder;
    },
  };
}
